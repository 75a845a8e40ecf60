"""Every error of nanoscout, in one tree.

The class says what to do next (and carries the exit code); the text says what happened, where, and
what to do about it, in one sentence. Nothing else in the project raises for the user's eyes.

    NanoscoutError                        1  an error without a better name
    ├── InputError                           what was given cannot be used: change it
    │   ├── UnreadableFile                3  missing, not permitted, empty, torn beyond use
    │   ├── UnknownFormat                 4  a file whose kind no reader knows (not a HAR, …)
    │   ├── MissingBodies                 5  a HAR whose entries hold no bodies
    │   ├── UnknownNetwork                6  no such network, or none that fits
    │   ├── BadSeed                       7  an empty hashtag, an impossible handle
    │   ├── NoSuchAccount                 8  nobody of that name in the database
    │   ├── AmbiguousAccount              9  several accounts of that name
    │   ├── BadBrief                     10  a brief that cannot be used
    │   ├── BadSettings                  11  a setting that cannot be used
    │   └── DestinationRefuses           22  a destination forbids what it was to be given
    ├── PageError                            one page cannot be read: counted, the crawl goes on
    │   ├── UnreadablePage               12
    │   └── UnreadablePicture                its body is no picture
    ├── StorageError                         the database cannot be used as it is
    │   ├── DatabaseLocked               13  another process holds it: wait, or stop that one
    │   ├── DiskFull                     14  free room, then --resume
    │   ├── DatabaseUnusable             15  not a database, damaged, out of reach, or not permitted
    │   └── NewerSchema                  16  written by a newer nanoscout
    └── CrawlError                           the crawl cannot go on as asked
        ├── NothingReady                 17  no network is ready for these seeds
        ├── BrowserMissing               19  no browser could be started
        ├── NothingToResume              20  no interrupted run in this database
        └── Drift                        21  a field's yield fell off a cliff

A crawl that ends without an error tells by its code how: see ``OUTCOMES``.
"""

# The state in which a run ended → the exit code of the verb that crawled. Only a finished one has nothing left to do.
OUTCOMES = {"finished": 0, "blocked": 18, "budget": 23, "interrupted": 130}


class NanoscoutError(Exception):
    """Base of every error that is shown to a user as one sentence."""

    exit_code = 1


class InputError(NanoscoutError):
    """What was given cannot be used: change it."""


class UnreadableFile(InputError):
    """The file is missing, forbidden, empty or torn beyond use."""

    exit_code = 3


class UnknownFormat(InputError):
    """No reader knows this kind of file."""

    exit_code = 4


class MissingBodies(InputError):
    """The HAR was saved without the bodies of its answers."""

    exit_code = 5


class UnknownNetwork(InputError):
    """No network of that name, or none (or several) that fit a page."""

    exit_code = 6


class BadSeed(InputError):
    """A seed that names nothing: an empty hashtag, an impossible handle."""

    exit_code = 7


class NoSuchAccount(InputError):
    """No account of that name is known."""

    exit_code = 8


class AmbiguousAccount(InputError):
    """Several accounts have that name; the text lists them."""

    exit_code = 9


class BadBrief(InputError):
    """The brief cannot be used."""

    exit_code = 10


class BadSettings(InputError):
    """A setting cannot be used."""

    exit_code = 11


class DestinationRefuses(InputError):
    """Where the export was to go forbids these contacts; the text names the rule."""

    exit_code = 22


class PageError(NanoscoutError):
    """One page cannot be read; it is counted and the crawl goes on."""


class UnreadablePage(PageError):
    """The body is not what any reader of this network understands; the text says why."""

    exit_code = 12


class UnreadablePicture(PageError):
    """The body is no picture that can be read; the text says why."""


class StorageError(NanoscoutError):
    """The database cannot be used as it is."""


class DatabaseLocked(StorageError):
    """Another process holds the database for longer than we wait."""

    exit_code = 13


class DiskFull(StorageError):
    """No room (or no permission to grow); what was committed is safe."""

    exit_code = 14


class DatabaseUnusable(StorageError):
    """Not a database, damaged, out of reach, or not permitted."""

    exit_code = 15


class NewerSchema(StorageError):
    """The database was written by a newer nanoscout."""

    exit_code = 16


class CrawlError(NanoscoutError):
    """The crawl cannot go on as asked."""


class NothingReady(CrawlError):
    """No network is ready for these seeds."""

    exit_code = 17


class BrowserMissing(CrawlError):
    """No browser could be started."""

    exit_code = 19


class NothingToResume(CrawlError):
    """No interrupted run is in this database."""

    exit_code = 20


class Drift(CrawlError):
    """A field's yield fell off a cliff: the pages have probably changed."""

    exit_code = 21

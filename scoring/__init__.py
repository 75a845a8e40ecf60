"""What is worth a look: the brief, the signals, the score and the shortlist.

Imports storage only; crawler imports this. The doors of the package (each imported from its own module, so that a verb
pays only for what it uses):

- ``scoring.evidence``: ``gather(facts, nanos=()) -> list[Evidence]``
- ``scoring.features``: ``FEATURES_VERSION``, ``COLUMNS``, ``read_account(evidence) -> AccountRead``,
  ``row_of(read) -> dict``, ``terms_of(read) -> dict[str, float]``
- ``scoring.brief``: ``Brief``, ``load_brief(path | None)``, ``brief_from_toml(text)``; raise BadBrief
- ``scoring.ranking.match``: ``query_terms(brief) -> list[str]``, the only terms that a ranking needs
- ``scoring.ranking.rank``: ``frame_of(rows)``, ``TERMS_SCHEMA``,
  ``rank(features, brief, terms=None) -> polars.DataFrame``
- ``scoring.ranking.score``: ``score_version()``, ``add_scores(frame, brief)`` on any frame that Narwhals knows
- ``scoring.explaining.explain``: ``explain(row, evidence, brief) -> dict``, the object of ``--json``, for rows that are
  shown
- ``scoring.judging``: ``rank_database(database, brief)``, ``objects_of(database, ranked, brief)``, for the verbs
- ``scoring.facts_ranking``: ``rank_facts(facts, brief) -> list[dict]``, without a database
- ``scoring.outreach.rows``: ``OUTREACH_COLUMNS``, ``outreach_row(explanation, evidence, profile_url=None) -> dict``
"""

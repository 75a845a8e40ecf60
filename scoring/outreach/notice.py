"""What a person is to be told about their data, in their language: who has it, from where, why, and what they may do.

Source: GDPR Art. 14 (information where data was not obtained from the person) with Art. 15 to 21. Short on purpose; the
sender adds a link to their full notice.
"""

from dataclasses import dataclass
from string import Template

_TEXTS: dict[str, str] = {
    "en": """Hello $name,

$brand looks for creators for a collaboration and found your public profile $profile. From it we keep what you
published there: name, bio, numbers of followers, recent posts, and how you want to be reached. We looked at it
on $seen. Our reason is a legitimate interest in finding partners$basis. Nobody else gets it, and we delete it
after $months months unless we work together.

You may ask what we hold, have it corrected or deleted, and object at any time: a line to $contact is enough.
You may also complain to your data protection authority.""",
    "de": """Hallo $name,

$brand sucht Creator für eine Zusammenarbeit und hat dein öffentliches Profil $profile gefunden. Wir speichern
daraus, was du dort veröffentlicht hast: Name, Beschreibung, Followerzahlen, letzte Beiträge und wie man dich
erreicht. Wir haben es am $seen angesehen. Grund ist unser berechtigtes Interesse, Partner zu finden$basis.
Niemand sonst bekommt es, und wir löschen es nach $months Monaten, wenn wir nicht zusammenarbeiten.

Du kannst jederzeit Auskunft, Berichtigung oder Löschung verlangen und widersprechen: eine Zeile an $contact
genügt. Du kannst dich auch bei deiner Datenschutzbehörde beschweren.""",
    "fr": """Bonjour $name,

$brand cherche des créateurs pour une collaboration et a trouvé votre profil public $profile. Nous en gardons ce
que vous y avez publié : nom, biographie, nombre d’abonnés, publications récentes et moyens de vous joindre.
Nous l’avons consulté le $seen. La raison est notre intérêt légitime à trouver des partenaires$basis. Personne
d’autre ne les reçoit, et nous les effaçons après $months mois si nous ne travaillons pas ensemble.

Vous pouvez demander ce que nous détenons, le faire corriger ou effacer, et vous y opposer à tout moment : une
ligne à $contact suffit. Vous pouvez aussi saisir votre autorité de protection des données.""",
    "es": """Hola $name:

$brand busca creadores para una colaboración y ha encontrado tu perfil público $profile. Guardamos lo que
publicaste allí: nombre, biografía, número de seguidores, publicaciones recientes y cómo contactarte. Lo vimos
el $seen. El motivo es nuestro interés legítimo en encontrar socios$basis. Nadie más lo recibe y lo borramos a
los $months meses si no trabajamos juntos.

Puedes pedir qué tenemos, que se corrija o se borre, y oponerte en cualquier momento: basta una línea a
$contact. También puedes reclamar ante tu autoridad de protección de datos.""",
    "it": """Ciao $name,

$brand cerca creator per una collaborazione e ha trovato il tuo profilo pubblico $profile. Conserviamo ciò che
vi hai pubblicato: nome, biografia, numero di follower, post recenti e come contattarti. Lo abbiamo visto il
$seen. Il motivo è il nostro legittimo interesse a trovare partner$basis. Nessun altro li riceve e li
cancelliamo dopo $months mesi se non lavoriamo insieme.

Puoi chiedere che cosa conserviamo, farlo correggere o cancellare e opporti in ogni momento: basta una riga a
$contact. Puoi anche rivolgerti all’autorità per la protezione dei dati.""",
    "pt": """Olá $name,

$brand procura criadores para uma colaboração e encontrou o seu perfil público $profile. Guardamos o que
publicou lá: nome, biografia, número de seguidores, publicações recentes e como contactar. Vimo-lo em $seen. O
motivo é o nosso interesse legítimo em encontrar parceiros$basis. Mais ninguém os recebe e apagamo-los após
$months meses se não trabalharmos juntos.

Pode pedir o que guardamos, corrigir ou apagar, e opor-se a qualquer momento: basta uma linha para $contact.
Pode também reclamar à sua autoridade de proteção de dados.""",
    "nl": """Hallo $name,

$brand zoekt makers voor een samenwerking en vond je openbare profiel $profile. We bewaren wat je daar hebt
gepubliceerd: naam, bio, aantallen volgers, recente berichten en hoe je te bereiken bent. We bekeken het op
$seen. De reden is ons gerechtvaardigd belang om partners te vinden$basis. Niemand anders krijgt het, en we
wissen het na $months maanden als we niet samenwerken.

Je kunt vragen wat we bewaren, het laten verbeteren of wissen, en altijd bezwaar maken: een regel aan $contact
is genoeg. Je kunt ook klagen bij je privacytoezichthouder.""",
    "pl": """Cześć $name,

$brand szuka twórców do współpracy i znalazła Twój publiczny profil $profile. Przechowujemy to, co tam
opublikowałaś lub opublikowałeś: imię, opis, liczbę obserwujących, ostatnie wpisy i sposób kontaktu.
Obejrzeliśmy go $seen. Podstawą jest nasz prawnie uzasadniony interes w szukaniu partnerów$basis. Nikt inny tego
nie dostaje, a po $months miesiącach usuwamy dane, jeśli nie współpracujemy.

Możesz zapytać, co mamy, poprawić to lub usunąć i w każdej chwili wnieść sprzeciw: wystarczy wiadomość na
$contact. Możesz też złożyć skargę do organu ochrony danych.""",
    "sv": """Hej $name,

$brand söker kreatörer för ett samarbete och hittade din offentliga profil $profile. Vi sparar det du har
publicerat där: namn, beskrivning, antal följare, senaste inlägg och hur du nås. Vi såg den den $seen. Skälet är
vårt berättigade intresse av att hitta partner$basis. Ingen annan får uppgifterna, och vi raderar dem efter
$months månader om vi inte samarbetar.

Du kan fråga vad vi har, få det rättat eller raderat och invända när som helst: en rad till $contact räcker. Du
kan också klaga hos dataskyddsmyndigheten.""",
    "tr": """Merhaba $name,

$brand iş birliği için içerik üreticileri arıyor ve herkese açık profilini buldu: $profile. Orada
yayımladıklarını saklıyoruz: ad, açıklama, takipçi sayıları, son paylaşımlar ve sana nasıl ulaşılacağı. $seen
tarihinde baktık. Gerekçemiz, ortak bulmaktaki meşru menfaatimizdir$basis. Başka kimseyle paylaşmıyoruz ve
birlikte çalışmazsak $months ay sonra siliyoruz.

Neleri sakladığımızı sorabilir, düzeltilmesini ya da silinmesini isteyebilir, dilediğin zaman itiraz
edebilirsin: $contact adresine bir satır yeter. Veri koruma kurumuna da başvurabilirsin.""",
}
LANGUAGES: tuple[str, ...] = tuple(_TEXTS)
MONTHS_KEPT = 6


@dataclass(frozen=True)
class Notice:
    """The text in one language; ``due_by`` (ISO date) is the last day for it: a month after the data was collected."""

    language: str
    text: str
    due_by: str
    mind: str | None = None  # what the sender has to change in the text, since it is not so of this person


def notice_for(
    *,
    language: str | None,
    name: str,
    profile_url: str,
    seen: str,
    due_by: str,
    brand: str,
    contact: str,
    basis: str | None,
) -> Notice:
    """The notice in the person's language, in English where there is none in it; ``seen`` and ``due_by`` ISO dates."""
    chosen = language if language in _TEXTS else "en"
    values = {"name": name, "brand": brand, "profile": profile_url, "seen": seen, "contact": contact,
              "months": str(MONTHS_KEPT), "basis": f" ({basis})" if basis else ""}  # fmt: skip
    return Notice(chosen, Template(_TEXTS[chosen]).substitute(values), due_by)

"""Firms of a town (hearing centres, garages, stables …) by two phrases that their bios are made of, in fifteen
languages, and people who speak of such places."""

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, profile

# display name;bio
FIRMS = """
High Street Hearing;Independent hearing centre 🦻 Harrogate | free hearing tests, ear wax removal | Book online
Spokes & Sons;Bike workshop 🚲 servicing, repairs, hire | Mon to Sat | Ghent Street
Puddleduck Nursery;Day nursery for ages 0-5 | Ofsted good | visits by appointment
Hörstudio Lindner;Hörgeräte & Gehörschutz in Kassel | kostenloser Hörtest | Termin online
Reitstall Birkenhof;Reitunterricht & Pensionspferde | Boxen frei | Ponyhof Lüneburg
Radwerk Süd;Fahrradwerkstatt | Inspektion, Reparatur, Leihräder | ohne Termin
Audition Claire;Centre auditif à Tours | bilan auditif gratuit | prise de rendez-vous en ligne
Écurie du Vallon;Pension chevaux, cours d'équitation tous niveaux | stages vacances
Atelier Vélo Vif;Réparation et entretien de vélos | devis gratuit | sans rendez-vous
Centro Auditivo Sol;Audífonos y revisiones auditivas gratis en Murcia | pide cita
Rocòdrom Vertigo;Rocódromo & búlder 🧗 Barcelona | Abierto 9–23h | Cursos y bonos en la web
Hípica La Encina;Clases de equitación, pupilaje de caballos y campamentos
Taller Ruedas;Taller de bicicletas 🚲 reparación y revisión | presupuesto sin compromiso
Clínica Passo;Fisioterapia e pilates em Curitiba | agende sua avaliação
Haras Boa Vista;Aulas de equitação e hotel para cavalos | visitas agendadas
Oficina Pedal;Oficina de bicicletas | manutenção e revisão | orçamento sem compromisso
Udito Sereno;Centro acustico a Parma | prova gratuita dell'udito | prenota online
Maneggio Le Querce;Scuola di equitazione, pensione cavalli, pony per bambini
Officina Due Ruote;Riparazione bici e noleggio | preventivo gratuito
Hoorhuis Twente;Hoortoestellen & gratis hoortest in Hengelo | maak een afspraak
Manege De Linde;Paardrijlessen, pension, ponykampen | nieuwe leden welkom
Traprenovatie Noord;Traprenovatie & vloeren 🪜 Almere | gratis offerte
Stajnia Pod Lipą;Pensjonat dla koni i nauka jazdy konnej | wolne boksy
Dobry Słuch;Aparaty słuchowe, bezpłatne badanie słuchu, Radom | umów wizytę
Serwis Rowerowy Koło;Serwis i naprawa rowerów | wypożyczalnia | darmowa wycena
Net İşitme;İşitme cihazları ve ücretsiz işitme testi, Eskişehir | randevu alın
Yıldız Binicilik;Binicilik dersleri, at pansiyonu, çocuk kampları
Pedal Servis;Bisiklet tamir ve bakım | randevusuz
Klinik Dengar;Alat bantu dengar & tes pendengaran gratis, Malang | booking via link
Bengkel Sepeda Jaya;Servis dan sewa sepeda | buka setiap hari
Слух-Центр;Слуховые аппараты, бесплатная проверка слуха, Казань | запись онлайн
КСК Берёзка;Обучение верховой езде, постой лошадей, прокат
ВелоМастер;Ремонт и обслуживание велосипедов | без записи
みみ補聴器センター;補聴器の相談・調整｜無料試聴｜予約はリンクから
みどり乗馬クラブ;乗馬レッスン・体験乗馬受付中｜初心者歓迎
まちの自転車屋;自転車修理・点検・レンタル｜予約不要
소리보청기;보청기 상담 및 무료 청력검사｜대전｜예약 링크
한길승마장;승마 강습, 체험 예약, 말 위탁
مركز السمع الحديث;سماعات طبية وفحص سمع مجاني | جدة | احجز موعدك
نادي الفرسان;تدريب ركوب الخيل وإيواء الخيول | الحجز واتساب
श्रवण केंद्र;कान की जाँच मुफ्त, सुनने की मशीन | इंदौर | अपॉइंटमेंट लें
Bright Smile Dental;Family dentist in Derby | new patients welcome | emergency appointments
Okafor Motors;MOTs, servicing & tyres, Croydon | no appointment needed
KFZ Bergmann;Autowerkstatt in Fulda: TÜV, Inspektion, Reifenwechsel
Optik Sommer;Brillen, Kontaktlinsen, Sehtest ohne Termin
Cabinet Dentaire Lumière;Soins dentaires & implants, Nantes | nouveaux patients acceptés
Garage Morel;Entretien et réparation toutes marques, Dijon | devis gratuit
Óptica Mirador;Graduación gratis, gafas y lentillas en Cádiz | pide tu cita
Taller Mecánico Rueda;Cambio de aceite, frenos, ITV | presupuestos sin compromiso
Auto Mecânica Lima;Revisão, freios, suspensão | orçamento grátis
Studio Dentistico Neri;Implantologia e ortodonzia a Pisa | prima visita gratuita
Autofficina Bruni;Tagliandi, gomme, revisioni | preventivi gratuiti
Tandartspraktijk Zuid;Nieuwe patiënten welkom | maak online een afspraak
Autobedrijf Kramer;APK, onderhoud en banden in Assen
Ata Diş Polikliniği;İmplant, ortodonti, diş beyazlatma | randevu için arayın
Usta Oto Servis;Periyodik bakım, lastik, fren | Konya
Dokter Gigi Sehat;Behel, scaling, tambal gigi di Bekasi | reservasi WA
Bengkel Mobil Maju;Servis, ganti oli, tune up | buka tiap hari
Стоматология Жемчуг;Имплантация, брекеты, отбеливание | запись по телефону
Автосервис Гараж;Ремонт, шиномонтаж, замена масла | Пермь
さくら歯科;小児歯科・矯正・インプラント｜ネット予約受付中
カーサービス田中;車検・整備・タイヤ交換｜見積もり無料
밝은치과;임플란트, 교정, 미백｜예약 상담 환영
한빛카센터;엔진오일, 타이어, 정비｜무료 점검
عيادة الابتسامة;زراعة وتقويم وتبييض الأسنان | الرياض | احجز الآن
مركز الصيانة;صيانة سيارات، تغيير زيت، إطارات | جدة
"""
PEOPLE = """
Megs 🦻;Deaf & loud | Leeds | hearing aid hacks, tea
Tom wrenches;bike nerd, I repair my own bikes & book reviews online | Leeds
Priya;physio student, sports massage fan | Pune
Jule;Reitunterricht seit ich 5 bin, jetzt mit eigenem Pony | Kassel
Hanna liest;Boxen voller Bücher, Termin mit mir selbst
Nora;maman, cours d'équitation le mercredi, Tours
Lucía;clases de equitación los sábados, mi yegua Luna | Murcia
Ana pedala;oficina de bicicletas é meu lugar feliz | Curitiba
Marta in sella;scuola di equitazione da 10 anni, il mio cavallo Argo
Sanne;paardrijlessen op zaterdag, mijn pony Bo
Kasia;nauka jazdy konnej po trzydziestce, mój koń Bursztyn
Ece;binicilik dersleri alıyorum, atım Duman
Dini;servis sepeda sendiri, aku suka touring
Оля;учусь верховой езде, ремонт велосипедов своими руками
さくら;乗馬レッスン3年目｜自転車修理も好きな会社員
지민;승마 강습 다니는 직장인
ريم;أتعلم ركوب الخيل، خيلي اسمه رعد
Riya;horse riding lessons at 30, my mare Chand
Kim;velo reparieren macht mich glücklich, Basel
Lola;rocódromo y café, escaladora de fin de semana
Dr. Mel reads;dentist by day, thriller reader by night | Derby
Jonas schraubt;Mein erstes Auto, viel Rost, keine Ahnung | Fulda
Zoé;étudiante en dentaire, café et fiches de révision, Nantes
Paula con gafas;mis gafas, mis libros y yo | Cádiz
Bia;estudante de odonto 🦷 rotina e cafezinho | Goiânia
Nina;specializzanda in ortodonzia, corsa e gatti
Fleur;tandartsassistente, plantenmoeder, Assen
Ola;studentka stomatologii, notatki i koty
Elif;diş hekimliği 3. sınıf, kahve ve notlar
Sari;koas gigi, hidup di Bekasi, suka kopi
Катя;учусь на стоматолога, бегаю по утрам
ゆい;歯科衛生士｜車と旅が好き
수빈;치대생 일상, 카페 공부
سارة;طالبة طب أسنان، قهوة وكتب
Anu;BDS final year, notes and chai, Jaipur
Coach Ben;I coach beginner runners, free plan in link, Kent
Lina;Ich gebe Nähkurse und zeige euch meine Stoffe | Graz
Emma;prof de yoga, cours en ligne, mon tapis et moi
Zahnärztin Ida;Implantologie und Prophylaxe einfach erklärt | Graz
Dra. Bia;dentista 🦷 implantes, clareamento e rotina | Recife
Marta foto;fotógrafa de bodas, reserva tu sesión, Sevilla
Inês;nutricionista, agende sua consulta, Porto
"""
# One such phrase is said by people, too.
ONE_PHRASE = ["bike workshop in my shed", "Termin online mit meiner Oma", "pupilaje para mi yegua", "автосервис и я"]


def _kind(name: str, bio: str) -> str:
    return read_account(evidence([profile("bo", display_name=name, bio=bio, posts_count=100)], "bo")).kind.kind


@pytest.mark.parametrize("line", FIRMS.strip().splitlines())
def test_a_firm_of_a_town_is_no_creator(line: str) -> None:
    assert _kind(*line.split(";", 1)) in ("shop", "brand")


@pytest.mark.parametrize("line", PEOPLE.strip().splitlines())
def test_who_speaks_of_such_places_is_a_person(line: str) -> None:
    assert _kind(*line.split(";", 1)) == "creator"


@pytest.mark.parametrize("bio", ONE_PHRASE)
def test_one_phrase_alone_makes_no_firm(bio: str) -> None:
    assert _kind("Bo", bio) == "creator"

"""Writes ``scoring/features/given_names.txt``: ``python -m tests.benchmarks.gather_given_names``, with Faker (MIT).

First names of Faker's sixty-odd locales, and those of ``MORE`` that they lack; without what is a word before it is a
name (``WORDS``), one letter, several words, and scripts of which no display name is taken apart.
"""

import importlib
import pkgutil
import unicodedata
from pathlib import Path

from scoring.lexicon import fold_text, word_set

FILE = Path(__file__).parents[2] / "scoring" / "features" / "given_names.txt"
# Usual short forms, and names that Faker's lists of these countries lack.
MORE = word_set(
    # Of Britain and Ireland, West and South Africa, Black America; Hungarian, Bavarian, Brazilian, Basque, Catalan
    """
    juniper clover fenella tamsin wilf blythe pell ailsa angharad anwen bede carys ceri cressida dilys doireann
    eilidh eleri elowen elspeth emrys ffion fionn ginnie hermione jago jocasta kerensa lowenna lowri mairi mali
    merryn morag morwenna myfanwy nerys ngaio perran petroc rosamund seren temperance tiggy wren temi temitope
    tolu ayo bola bukola chidi chika chioma damilola dayo femi folake funmi ijeoma kemi kunle nkechi obi oluwaseun
    segun seun yemi efua lerato lindiwe naledi nomsa palesa sipho thabo thandi themba zanele dorka kriszti peti
    zsofi zsuzsa quirin vroni wolfi jandira benilde iracema jacira janaina jurema moema ubiratan maialen nekane
    ainhoa ander asier unai garazi montse merce oriol queralt violant
    """
    # English, short
    """
    andi ash bec becca bex bri caz cath em fi fliss gabby gabs issy izzy jen jenn kat kaz kell maddie maisie mo
    nic rach rhi shaz steph tash tay viv
    """
    # Spanish, Portuguese
    """
    beto fede fer guille jime juanjo juanma kiko luchi majo mariajose maricarmen meri mica mili nati pame pao
    patri romi sebas tati vale vane xime yami yoli adriele bia cadu caique cleber daiane duda fe geovana giovana
    jheniffer kauan mayara neide poliana rayane regiane rosangela suelen tais talita tatiane thaina thais thalita
    thayna wagner
    """
    # French, Italian
    """
    cyrielle doriane enora faustine garance josselin mailys nolwenn oriane orlane prune solenn tiphaine typhaine
    violaine yaelle celian malo pierrick swann tanneguy titouan ambra azzurra benedetta diletta domiziana ginevra
    mirea monia giordano
    """
    # German, Dutch, Polish
    """
    franzi jette katha neele sinja soeren anne-fleur annemiek anniek aukje dieuwke gerben hanneke madelon marije
    marjolein marloes neeltje tjeerd willemijn wietske ymke ania basia bogna edyta gosia iga jagoda kasia krysia
    lucyna martyna michalina mirka oliwia patrycja pola tosia weronika wiktoria zosia zuza zuzanna antek arek
    bartlomiej bartosz darek grzesiek janek jarek kordian krzysiek kuba maciek olek piotrek przemek seweryn slawek
    staszek tomek witek wojtek
    """
    # Turkish, Indonesian, Arabic and Hindi in Latin letters, Russian and Ukrainian
    """
    aysegul asli begum betul beyza burcu cansu ceren ceyda cigdem defne ebru ece ezgi feyza gamze gozde gulsah
    hande ilknur irem kubra melike melis mine neslihan nilay nur pelin pinar rabia sema seray sevgi sevda simge
    sinem sude sule tugba yagmur alper berk berkay furkan ilker kerem oguz okan ozan taner tolga tuncay tunc ufuk
    adinda anggi anggun annisa ardi astri aulia bayu chika cut dea dedi dini dyah fadhil fatimah febri feby fifi
    fika fitri indri lestari mega meli melati muhamad mutiara nadya nanda nida ridho rifki riska rizka rizky salsa
    shinta sinta sri syifa tasya tika tini wulandari yudha alaa amr areej arwa aseel bader basma bushra dalal
    deema doaa esraa fadi fahad faisal firas ghada ghadeer haifa hala hamad hanan haneen haya iman israa jawad
    jood khawla lama lamia latifa layan lubna lulwa maha majed manal maram naif najla noura nouf rabab radwa
    raghad rahaf rasha rawan razan reem rima rola ruba safa sahar salem sameh sana shahad shaima sherif shireen
    suhaila sultan tamer tarek wael walaa yusra zeina zeinab ziad aanya aarti aarushi abhay abhijit abhinav
    abhishek aditi ajay akanksha akash akhil alok aman amita anand ananya anil anju ankit ankita ankur anshul anuj
    anupama anuradha anurag anushka aparna archana arpit arpita arti aruna arvind ashish ashok ashwin ashwini
    avinash bharat bhavana bhavesh bhumika chandan chetan chitra darshan deep deepak deepika deepti dhwani diksha
    dinesh esha gayatri geeta govind harpreet harsha harshit harshita hemant himani himanshu janvi jayant jayesh
    jitendra juhi kajal kalpana kamlesh kanika karishma kartik kavita keerthi keshav khushboo khushi kiran komal
    kriti krupa kuldeep kunal lata lokesh madhu madhuri mahesh mahima malini mamta manasi mandeep manish manisha
    manju manoj mansi mayank mayur meena meenakshi mehul milind mohan mohit mukesh mukul nandita naresh narendra
    navya neelam neeraj neetu nilesh nimisha niraj nishant nishita nithya nitin nitya palak pankaj parag paresh
    parul payal piyush poonam prabhat prachi pradeep pragya prajakta prakash pramod pranjal prasad prashant
    prateek pratik pratibha pratiksha praveen preeti prerna priti priyanka puja puneet purva rachna raj raja rajan
    rajat rajeev rajendra rajesh rajiv raju rakesh ram ramesh ramya ranjit rashi rashmi ravindra reena rekha renu
    renuka richa riddhi rishabh ritesh ritika ritu rohit roshni ruchi ruchika ruchira rupa rupali rupesh sachin
    sagar sakshi sameer samiksha sandeep sandhya sangeeta sanjana sanjay sanjeev sanjiv santosh satish saurabh
    savita seema shailaja shailesh shalini shankar sharad shashank shefali shikha shilpa shipra shirin shital
    shivam shrey shruti shubham shubhangi shweta simran smita smriti snehal sonal sonali sonam soumya sridhar
    srishti subhash suchitra sudha sudhir sujata suman sumit sunil sunita surabhi suraj surbhi surendra suresh
    sushant sushma swapnil swara swathi swati tanmay tanu tarun tejal tushar uday ujjwal usha vaibhav vaishali
    vandana varun veena vibha vidya vijay vikas vikram vikrant vinay vineet vinita vinod vipul virat vishal vishnu
    vivek yashika yogesh yogita zoya zeeshan bashir huzefa junaid rizwan saif shabana shahid shahrukh sohail uzma
    wasim alyona anastasiia anastasiya artem darya dmitrii dmitry evgeny evgeniy ilya katya kirill ksenia kseniya
    lyubov mariia masha nadezhda nastya oksana olesya olya sofya sveta taisia ulyana valeriya vasilisa vika
    volodymyr yaroslav yaroslava yegor yekaterina yelena yuliia yuliya zhanna аня арина вика даша диана дима ева
    женя злата инна катя ксюша лена лера лиза лиля люба милана миша надя настя наталия олеся оля рита саша света
    серега сережа соня софья стас тоня юля яна
    """
    # Korean, Japanese in Latin letters; Filipino, Vietnamese
    """
    chaewon chaeyoung dahyun dohyun donghyun eunbi eunji eunjung eunseo gahyun haeun haneul hayoon heejin hyejin
    hyeri hyewon hyunji hyunjin hyunwoo jaehyun jaemin jangmi jeongmin jihye jihyun jimin jin jinho jisoo jisu
    jiwon jiwoo jiyeon jiyoung joohee juhee juyeon kyungmin mijin minho minji minjun minseo minsu naeun nari
    seojun seohyun seoyeon seoyoung sohee sooyoung soyeon subin sujin sumin sungmin taehyung yebin yejin yerin
    yeonwoo yoona yoonji youngmi yujin yuna yunseo akane akari akiko asami ayaka ayako ayumi chihiro daiki daisuke
    eiko emi emiko eri haruki haruto hikari hikaru hina hinata hiroko hiromi hitomi honoka kaito kanako kaoru
    kasumi kazuki keiko kenta kyoko maki makoto mami mana masami mayu mayumi megumi mei michiko midori mihoko miho
    minami misaki mitsuki miwa miyu mizuki momoka nanako natsuki natsumi noriko reiko rie riko ryo ryota sachiko
    saki sakiko satoshi sayaka shiho shiori shizuka sora takashi takumi tomoko tomomi yuika yuka yukari yukiko
    yumi yusuke yuto yuuki czarina jonalyn lovely marites mhel nica pauleen shaira trixie bich diem giang hien hoa
    huyen khanh nga ngan nguyen nhi nhung nhu quynh tam thu thuy trang trinh truc tuyen uyen vy
    """
    # Arabic and Hindi in their own letters
    """
    نورا رهف لمى منى إسراء بسمة حنين ديما رغد رنا رؤى سما شيماء عبير غادة لولوة مرام منال مها ندى هبة وعد
    عبدالعزيز تركي بدر مشعل अंजलि सोनिया स्वाति आरती ज्योति काजल खुशी दीपा पायल प्रीति मोनिका रूपा वंदना शालिनी
    सोनम हिमांशु नीरज
    """
)
# What display names begin with as a word more often than as a name, in any of the fifteen languages.
WORDS = word_set(
    """
    aime aja alla alta among an anda as asi author baby baker bas beat bebe beda bela bent bird bliss boi boss bot
    brain brown burns cal campo can canal candy captain cara carry case cash chance chante charity chi cielo
    comfort con constant council cut dag dalla deja del dell della delle dia dot dua early edit el em era essence
    esta ever fairy fancy felicidad forest fuma gal gay general green gun gusta guy hai hari harm hasta haven
    heaven hope hoy hunt ima indah indie innocent ir jail jet job joke journey joy judge jun justice kaj kali kami
    kaya kick kit le les less li liberty lien lies line link little lo long loot lot love lovely loyal lucky mad
    mae major makan mal male man martial mate math media mentor mercy mia mine minor miracle mist mo my nada nail
    nas nel nella neo noi nya ora orange pada pal par pastor patience peace per pol prima prince princess puck
    queen rasa reason rice rich risa roll royal run sad safari said salud sante segundo server shade shepherd side
    silver sing sister sky solver son sos star storm sunshine tala tanya tea terra tiara tiny toi toy treasure tri
    true tu tutu uma una unique uno urban us valid van var ver verde vi victory vida vide villa vino vita viva von
    west will wing winter wolf wood worth yoga york young бисер вера вишню карп лечо любовь мир надежда никон
    олимпи олимпиада олимпии орхидеи орхидея петрушка роза скакалка спартак стоянка ازهار بلسم حياه دنيا روعه
    سبحان عالم عسل قصيد نور एक ओम जय टेक तोरण धर्म मोती श्री श्रीमती सफलता
    """
)


def main() -> None:
    """Reads Faker's lists and writes the file, one line a first letter."""
    import faker.providers.person as locales  # type: ignore[import-not-found]

    found = set(MORE)
    for module in pkgutil.iter_modules(locales.__path__):
        provider = importlib.import_module(f"{locales.__name__}.{module.name}").Provider
        for name in vars(provider):
            told = getattr(provider, name)
            if name.startswith("first_") and isinstance(told, (list, tuple, dict)):
                found.update(one for one in told if isinstance(one, str))
    kept = sorted({name for one in found if _is_told(name := fold_text(one))} - set(map(fold_text, WORDS)))
    lines: dict[str, list[str]] = {}
    for name in kept:
        lines.setdefault(name[0], []).append(name)
    FILE.write_text("".join(f"{' '.join(names)}\n" for names in lines.values()), "utf-8")
    print(f"{len(kept):,} names, {FILE.stat().st_size:,} bytes")


def _is_told(name: str) -> bool:
    told = all(unicodedata.category(letter)[0] in "LM" or letter in "-'" for letter in name)
    return len(name) > 1 and told and max(name) < "\u0980"


if __name__ == "__main__":
    main()

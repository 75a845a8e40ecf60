"""What no count of letters tells of GeoNames' spellings, for ``gather_towns``: which are names of towns in another
language though they are written more often than the town's own, and which names are words."""

from scoring.lexicon import word_set

EXONYMS = word_set(
    "acapulco alep alepo alger algeri algier algiers amburgo antwerpen anvers anversa atenas atene athen athenes "
    "augsbourg avignone bagda bagdad bagdat baltimora bangalore barcellona barcelone basra batum beiroet beirute "
    "belgrad belgrado belgradu bengasi berlijn berlim berlino berne bethleem betlejem betlemme beyrouth beyrut "
    "bireuen boedapest boekarest bologne bolonha bolonia bombay breme brousse bruges brukseli brussel bruxelas "
    "bruxelles bucarest budapeste budapeszt bukarest cabul cadix charkov cileungsi copenhague cuzco dakka damasco "
    "damaskus diyarbekir donezk dresda dresde dublino duszanbe edimbourg edimburgo estambul estocolmo estrasburgo "
    "florencia florenz francfort francoforte gazimagusa genebra geneve genova genua gerusalemme ginevra goteborg "
    "habana halep hambourg hamburgo hanover hanovre hongkong ibbenburen iena istambul jacarta jekaterinenburg "
    "jerevan jeruzalem joanesburgo johannesburgo johor kaboul kerbela kerkuk keulen kiev kiew kioto kito konstanz "
    "kopenhag kopenhagen koszyce krakau lazkiye leyde lione lipsia lisboa lisbona lisbonne lissabon lizbon lodi "
    "londen londra londres londyn lubiana lussemburgo luxemburg madryt magusa mailand manille marrakech "
    "marrakesch marselha marsella marsiglia marsilya mekke melaka milano misurata moeskroen mogadiscio monachium "
    "moscou moscu moskau moskou mossoul mossul munchen munih munique musul napels napoles napoli neapel "
    "neurenberg norimberga nurnberg odessa oostende ostende padoue padova palerme parigi parijs parme pekin "
    "peking philadelphie pise pompeya praag praga praha rhodes rhodos riyad roma rzym salisburgo salzbourg "
    "saraybosna seul seville sienne singapour singapur singapura siviglia soczi sotchi sotschi stalingrad "
    "stoccolma straatsburg strasburgo strassburg suleymaniye tahran tanger taskent tebriz teheran tiflis "
    "togliatti tokio tolede toquio torino triest tunez tunisi turijn turim varsavia varsovia venedig venezia "
    "vienne warschau warszawa wenen wien wilno xangai yerusalem zagabria zurih "
)
# Of the town in one country only: another town is spelt so elsewhere.
EXONYMS_OF = {
    "alexandrie": "EG",
    "constanza": "DE",
    "costanza": "DE",
    "filadelfia": "US",
    "frankfurt": "DE",
    "macao": "MO",
    "medine": "SA",
    "mexico": "MX",
    "montevideu": "UY",
    "syracuse": "IT",
    "tolosa": "FR",
    "verone": "IT",
}
# Words and names of persons that no table of frequencies parts from towns; blanks are written as "_".
WORDS = word_set(
    "kisi moga tete santos velho betul habra franca lahan saham victoria mesa tanta resistencia paulista latina "
    "rodriguez gracia pereira singa marka virar gonder baris bima beira carolina hollywood batman moreno tahta "
    "bush progreso santana corona elizabeth anjo warisan wola kasur gama retiro saga concepcion columbia moro "
    "enterprise kian soledad ann cerro commonwealth amarillo sano oral konak klang hino gera buda milagro coban "
    "bata kennedy fontana warren springs nancy arabi pali jork pasto ganja delta hagen carrefour norman tyler "
    "madison baise werder capas paradise morena juarez escondido palmas jos trinidad duma ede sakura goma derby "
    "hub brits havre amarah basti taza guadalupe gilbert vladimir noda lida belgrano brandon salinas maldonado "
    "westminster colina tubarao newton valentia rioja hail montgomery milton richardson chu sophia sidney modesto "
    "tunas trindade eugene mango hassan gulu breves concordia codo alexandra providence owo nigel manta puri arak "
    "dadu chandler imperatriz vallejo irving queimados brent sodo bender lester balu riverside hampton lampa "
    "rangel nagi altona edison alfaro beaumont alvorada marica gao kelar soka posadas planas lagarto yao ruse "
    "barking tyre saki thornton formosa koto ome brando hue sian ica concord ejido siana khanna rino candelaria "
    "garland parme lowell valenzuela crato timon vaughan quevedo minato kati limo alaya cary midland brusque bade "
    "paterson ota cartago esmeraldas langley buenaventura kani kapar manas vana seol centennial minna perm teni "
    "usera jima sofie sofii viktoria baki kure baston setu sabha pest mentor converse avon puma cocoa mage alicia "
    "rubio levin clovis naruto manzanares roldan republica lakeside smithfield natal aihara akashi hollis taylor "
    "obama anand bank raya panji eusebio chunga hang tama wake bend central liberal mon most real can boone wayne "
    "drug romo juliet spoken burs nis sale besar bone mora downey kearney garden_city wild_rose la_banda "
    "la_libertad bella_vista venceremos rezende resende son_la armenia jamaica tempe nikki jaffa "
)

"""Given names and what stands for them: short forms, pet names, spellings and transliterations, by language.

A row is a canonical name, a colon and its other forms; a semicolon ends it. A form may stand for
up to three names, the likelier row first. Translations (John, Juan, Ivan) are different names here: they rarely
mean one person. Written for this project; English names that are not here come from the `nicknames` package.
"""

from typing import Final

ENGLISH: Final = """
john: jon johnny jonny johnnie johny jhon jack; jonathan: jon jonny jonathon johnathan johnathon jonathen; james: jim
jimmy jimmie jamie jem jas; robert: rob bob bobby robbie robby bobbie; jackson: jack; william: will bill billy willie
willy liam wm wil billie; richard: rich rick dick ricky richie rickey ritchie dickie; charles: charlie chuck charley
chas chaz; thomas: tom tommy thom thos tommie; david: dave davey davy davie; michael: mike mick mickey micheal mikey
mikael michi micky; joseph: joe joey josef jos sepp jupp seppl; daniel: dan danny dannie; matthew: matt mathew mat
matty; mark: marc; marcus: marc markus; steven: steve stephen stevie stephan steph; andrew: andy drew andie; edward:
ed eddie ted ned eddy teddy; theodore: ted teddy theo theodor teodor; edmund: ed eddie ted ned edmond; edwin: ed eddie
ned eddy; anthony: tony antony ant; kenneth: ken kenny; ronald: ron ronnie ronny; donald: don donnie donny; gregory:
greg gregg greggory; geoffrey: jeff geoff jeffrey jeffery jefferey; george: georgie geo; gerald: gerry jerry jerold
gerrold; jerome: jerry; jeremiah: jerry; jeremy: jem jez; lawrence: larry laurence laurie lawrie; leonard: len lenny
leo lennie; leonardo: leo; leopold: leo poldi; peter: pete petey; philip: phil phillip pip philipp; patrick: pat
paddy; patricia: pat patty tricia trish patti pattie trisha patsy; raymond: ray; benjamin: ben benny benji bennie
benjy; bernard: bernie barney bernhard; samuel: sam sammy; samantha: sam sammy sammie; nathaniel: nate nathan nat
nathanael; nicholas: nick nicky nicolas nikolas nicholaus nik nico niklas; nicole: nicky nikki nicki nikky nicci;
dominic: dom nick dominik dominick; alexander: alex alec sandy xander lex aleksander alexandre aleksandr aleksandar
alexandr alexsander sasha sascha sacha shura oleksandr olek; alexandra: alex sandra sasha sandy lexi alexa aleksandra
alix oleksandra alexandria ola; alexis: lexi; christopher: chris topher kit kris kristopher cristopher christofer
kristofer; christian: chris cristian kristian; christine: chris chrissy tina christina kristina kristine kris chrissie
cristina stina tine; kristen: kristin kirsten kirstin kristyn kris; katherine: kate kathy catherine kathryn katharine
cathy katie kat kay kitty katy cathryn kathie catharine cathie kit trina; kathleen: kathy cathy kath cathleen kay;
caitlin: kaitlyn katelyn caitlyn kaitlin katelin cait kate; elizabeth: liz beth betty lizzie eliza elisabeth betsy
lizzy libby lisa elisabet liza bess bessie lisbeth elspeth betsey bette els elli lisi sissi lies; margaret: maggie
peggy meg marge margie madge greta daisy peg margarete margarethe margret margery midge margareta gretchen grete;
mary: molly mamie mae polly mollie; susan: sue susie suzy suzie susi; suzanne: sue suzy susanne susanna susannah
susana suzanna susi suzette suzon; barbara: barb babs barbie barbra basia barbel baerbel; deborah: deb debbie debra
debby debora debi; jennifer: jen jenny jenn jennie jenifer; jessica: jess jessie; rebecca: becky becca rebekah bekah
rebeca; linda: lin lindy lynda; dorothy: dot dottie dolly dorothea dory; virginia: ginny ginger; victoria: vicky tori
vicki vickie viktoria vika vikki viktoriya viktoriia; veronica: ronnie roni veronika vero nika; pamela: pam pammy;
cynthia: cindy cyndi; sandra: sandy sandi; caroline: carol carolyn carrie carolin karoline karolina carolina; carol:
carole caryl; amanda: mandy manda; abigail: abby abbie gail abbey abi; allison: allie ally alison ali allyson; alice:
allie ally; sarah: sara sally sadie sarai; anna: ann anne annie ana anni nan anny nancy anya anja ania anka; hannah:
hanna hana chana; helen: helena helene ellen nell nellie nelly; eleanor: ellie nell nora eleanore nellie elinor
eleonora elly; lillian: lily lil lilly lilian liliana; florence: flo flossie; frances: fran fanny frankie francie;
francis: frank frankie fran franck; franklin: frank; frederick: fred freddie freddy frederic fredrick frederik
fredrik; alan: al allan allen; albert: al bert bertie albrecht; alfred: al alf fred alfie; wilfred: wilf fred;
herbert: bert herb herbie; hubert: bert; gilbert: gil; arthur: art artie artur; walter: walt wally walther; henry:
harry hank hal; harold: harry hal; vincent: vince vinny vinnie; stanley: stan; douglas: doug dougie; eugene: gene;
russell: russ rusty; zachary: zach zack zac zachariah zak zackary; joshua: josh; timothy: tim timmy; tobias: toby
tobi; clifford: cliff; clinton: clint; curtis: curt kurt; eric: erik erich; derek: derrick derick; dennis: denis
denny; emily: em emmy emilie; emilia: emmy mila; emma: em emmy; evelyn: eve evie; gabriel: gabe gabi gabo; gabriella:
gabby gabi ella gabriela gabrielle; isabella: isabel bella izzy belle isabelle isobel isa chabela isabela; isaac: ike
izzy isak; jacob: jake jakob; jacqueline: jackie jacqui jacquelyn jaclyn jacky; judith: judy judi jude; julia: julie
jules; julian: jules julien; kimberly: kim kimberley kimmy; laura: laurie lori lora; lauren: laurie loren lauryn;
louis: lou louie lewis lew; louise: lou louisa; lucas: luke lukas luca; martin: marty marten; maurice: morris mo;
brian: bryan bryon; sean: shawn shaun; stacy: stacey stacie staci; tracy: tracey traci tracie; kelly: kelley kellie;
ashley: ashleigh ashlee ash; aaron: aron arron; brittany: britney brittney britt; lindsay: lindsey linsey; megan:
meghan meagan meg maegan; darren: daren darrin; darryl: daryl darrell darrel; glenn: glen; gary: garry; mackenzie:
mckenzie makenzie kenzie; michelle: shelly michele chelle; rachel: rachael rach rachelle; robin: robyn; sherry: sheri
sherri cheri; sheryl: cheryl; vivian: vivienne viv vivien; zoe: zoey; joan: joanie joni; joanna: jo asia joasia
johanna joann joanne hanne hanneke joke; josephine: jo josie josefine josette; karen: karin caren karyn; jean: jeannie
jeanie; marjorie: marge margie margery marjory; marilyn: marylin marylyn; melissa: missy mel lissa mellissa; melanie:
mel melany; mildred: millie milly; millicent: millie milly; mitchell: mitch; monica: monika moni; norman: norm;
oliver: ollie olly; olivia: liv livvy; oscar: oskar; penelope: penny; philippa: pippa pip; priscilla: cilla; randall:
randy randal; randolph: randy; ralph: rafe ralf; regina: gina reggie; reginald: reg reggie; roderick: rod roddy;
rodney: rod; roger: rodger; rosemary: rose rosie rosemarie; roxanne: roxy; stuart: stu stewart; sylvia: silvia;
tamara: tammy tami; terence: terry terrence terrance; theresa: theresia terry tess tessa therese teresa tere teresita
resi; tyler: ty; valerie: val; wesley: wes; winifred: winnie; augustus: gus august; angela: angie ang; angelica:
angie; antoinette: nettie toinette; arnold: arnie; bartholomew: bart; bradley: brad; bradford: brad; brandon: branden;
brendan: brenden brendon; calvin: cal; cassandra: cassie cass; cecilia: cece celia cecily cecelia; constance: connie;
courtney: kourtney; danielle: dani daniella daniela; diana: di dianne diane; edith: edie; elliott: elliot eliot;
ernest: ernie ernst; esther: ester hester; ezekiel: zeke; gwendolyn: gwen wendy; geraldine: gerry geri; hugh: hughie
huw; irving: irv; jason: jay jayson; janet: jannet; janice: jan janis; leslie: les lesley; lester: les; malcolm: mal;
marvin: marv; maureen: mo; melvin: mel; miles: myles; neil: neal niel; sidney: sid sydney syd; simon: si; solomon:
sol; thaddeus: thad tad; tristan: tristen; wallace: wally; maximilian: max maxi maximillian; maxwell: max; gillian:
jill gill jillian; ruben: reuben;
"""

GERMAN_DUTCH: Final = """
johannes: hans johann hannes hansi jan johan joop; wilhelm: willi willy; wolfgang: wolf wolfi; joachim: jochen achim;
heinrich: heinz heini; sebastian: basti bastian seb sebastien; ulrich: uli ulli; ulrike: uli ulli rike; ursula: uschi
ulla ursel; gertrud: trude gerti gertrude trudy traudl; hildegard: hilde hilda; gunther: gunter guenther guenter;
jurgen: juergen; jorg: joerg; georg: schorsch jorg; bjorn: bjoern; soren: soeren; gerhard: gerd gert hardy; dietrich:
dieter; rudolf: rudi rudolph rolf rudy; matthias: mathias matze; andreas: andi andy; stefan: stephan steffen;
stefanie: steffi stephanie stefani steph; karl: carl kalle; friedrich: fritz friedel; franz: franzl; franziska:
franzi; liselotte: lilo lotte; charlotte: lotte charlie lottie lotta; katharina: kathi kathe kathrin katrin katja
katarina; antonia: toni tonia; anton: toni tosha antosha; adelheid: heidi; konrad: kurt conrad; magdalena: magda lena
leni; hendrik: henk rik hein hendrick; willem: wim pim; pieter: piet; jacobus: jaap koos kobus; gerrit: gert;
antonius: ton toon teun; adrianus: ad arie adriaan; nicolaas: klaas nico; wilhelmina: mina wilma mien minnie;
cornelia: corrie nel cora; matthijs: thijs; maria: mariya mariia marija mieke ria miep masha mari; cornelis: cor kees
cees cornelius; margaretha: greet gretha griet; ludwig: lutz wiggerl; brigitte: gitte birgit gitta; hannelore: lore;
angelika: geli; manfred: manni manny; siegfried: siggi; waltraud: traudl traudel waltraut; reinhard: reiner reinhardt;
bernhardine: dina; martina: tina; bettina: tina betty; nikolaus: klaus niklaus nico; gottfried: gotz goetz; hermann:
herman; theodora: dora; walburga: burgi;
"""

ROMANCE: Final = """
jose: pepe chepe pepito ze josep; francisco: paco pancho curro kiko chico paquito fran; ignacio: nacho natxo inaki;
jesus: chucho chuy chus suso; manuel: manolo manny lolo manu; guadalupe: lupe lupita; guillermo: memo guille; enrique:
quique kike; roberto: beto berto; alberto: beto berto; eduardo: edu lalo dudu; antonio: tony toni tonio nino tono
toninho tonino; rafael: rafa rafi; alejandro: ale jandro alex; alejandra: ale; santiago: santi chago; javier: javi
xavier xavi; jorge: coque koke; fernando: nando; miguel: migue; pedro: perico pedrinho; ramon: moncho; salvador: chava
salva; vicente: chente; luis: lucho luisito luiz; sergio: checo; francisca: paca paqui kika; concepcion: concha
conchita conchi; dolores: lola lolita loli; mercedes: merche meche; rosario: charo chayo; pilar: pili; josefa: pepa
fina; josefina: fina pepa; consuelo: chelo; graciela: chela; beatriz: bea; montserrat: montse; leticia: leti; carlos:
carlitos carlinhos charly; paulo: paulinho; joao: joaozinho; gonzalo: gonza; cristobal: toba; giuseppe: beppe peppe
pino beppino peppino bepe; giovanni: gianni vanni nino gian nanni giovannino; francesco: franco checco ciccio; luigi:
gigi gino; alessandro: sandro ale; vincenzo: enzo cenzo; lorenzo: renzo enzo; domenico: mimmo; salvatore: toto turi
sal salvo; raffaele: lele lello; emanuele: lele manu; filippo: pippo; giacomo: mino giacomino; pietro: piero;
elisabetta: betta lisetta; giuseppina: pina pinuccia; tommaso: maso; emmanuel: manu manny emanuel; marguerite: margot
margo; mathieu: matthieu; madeleine: maddie madeline mado; genevieve: ginette; jacques: jacquot jacky; guillaume: gui
guigui; nathalie: nath; ricardo: richi riccardo; gaetano: tano; roberta: robi; maddalena: lena; bartolomeo: meo;
pasquale: pasqualino; ferdinando: nando; carmela: carmelina melina; caterina: rina cate; luigia: gina gigia; michele:
lino; susana: susi; soledad: sole; gerard: gege; jeanne: jeannette jeannine; henriette: riette;
"""

SLAVIC: Final = """
dmitry: dmitri dmitriy dmitrii dima mitya dmytro dimitri dimitry dimitriy dmitrij; sergey: sergei sergej serge serhii
sergii serhiy serezha seryozha; aleksey: alexey alexei aleksei alyosha lyosha alexej oleksii oleksiy aleksej alesha
lesha; andrey: andrei andrej andrii andriy andryusha andriusha; mikhail: misha mihail michail mykhailo mischa;
nikolay: nikolai kolya nicolai mykola nikolaj; vladislav: vlad slava vladik wladislaw; vladimir: volodya vova vlad
wladimir volodymyr; vyacheslav: slava viacheslav; stanislav: stas slava stanislaw stan staszek stasiek; ivan: vanya;
yuri: yury iurii yuriy jurij juri iouri yurii yura; evgeny: evgeni yevgeny zhenya evgenii evgeniy yevgeniy jewgeni
yevhen; evgenia: zhenya yevgenia evgeniya evgeniia yevgeniya; pavel: pasha; pyotr: petr petya petro; konstantin:
kostya kostia constantin; grigory: grisha grigori grigoriy grigorii; boris: borya; viktor: vitya victor; vitaly:
vitali vitalik vitaliy vitalii; anatoly: tolya anatoli anatoliy anatolii; vasily: vasya vasili vasiliy wassili vasyl
vasilii; oleg: oleh; igor: ihor; gennady: gena gennadi gennadiy gennadii; valery: valera valeri valeriy valerii;
fyodor: fedor fedya fiodor; maxim: max maksim maxime maksym; semyon: semen syoma; arkady: arkadi arkadiy; timofey:
timofei; natalia: natasha natalya nataliya nataliia natalie natalja; tatiana: tanya tatyana tetiana tania tanja; olga:
olya olha olia; irina: ira iryna irena; svetlana: sveta svitlana lana; lyudmila: lyuda ludmila liudmila ljudmila mila;
galina: galya halyna; nadezhda: nadya nadia; lyubov: lyuba liubov luba; ksenia: xenia kseniya ksenija kseniia ksyusha;
oksana: oxana ksyusha; anastasia: nastya anastasiya anastasiia stacy asya nastia; daria: dasha darya dariia dariya;
ekaterina: katya katia katja katerina yekaterina; elena: lena yelena jelena olena helena; sofia: sofya sonya sophia
sofiya sofie sophie sonia; polina: polya; valentina: valya; larisa: lara larysa larissa; lidia: lida lydia lidiya;
margarita: rita; yulia: yuliya iuliia iuliya julia yulya julija; raisa: raya; yakov: yasha; malgorzata: gosia
malgosia; katarzyna: kasia kaska; agnieszka: aga; elzbieta: ela elka; wojciech: wojtek; krzysztof: krzys krzysiek;
zbigniew: zbyszek; grzegorz: grzes grzesiek; jan: janek honza; jerzy: jurek; tadeusz: tadek; kazimierz: kazik; piotr:
piotrek; tomasz: tomek; mateusz: mati; jakub: kuba; maciej: maciek; slawomir: slawek; miroslaw: mirek; wladyslaw:
wladek; zofia: zosia; ewa: ewka eva; jaroslaw: jarek yaroslav; henryk: heniek; jozef: jozek; vaclav: vasek; frantisek:
franta; jiri: jirka; lukasz: lukas; andrzej: jedrek; michal: misiek michas; bartlomiej: bartek; mieczyslaw: mietek;
jadwiga: jadzia; urszula: ula ulka; rafal: rafalek; valentin: valya valik; leonid: lenya lyonya; georgy: georgiy
georgi georgii georgij gosha zhora; roman: roma romka; dorota: dorotka; halina: hala; pawel: pawelek; ryszard: rysiek;
ireneusz: irek; danuta: danka; bozena: bozenka;
"""

OTHERS: Final = """
mohammed: muhammad mohamed mohammad muhammed mohamad muhamad mohd md muhamed mhmd moh mo mouhamed mohammod; ahmed:
ahmad achmed ahmd; hussein: hussain husain hossein husayn hsyn huseyin; hassan: hasan hsn; ali: aly; abdullah:
abdallah abdulla; abdulrahman: abdelrahman abdurrahman abdurahman abdalrahman; omar: umar omer; ibrahim: ebrahim
brahim; khalid: khaled; karim: kareem; mustafa: mostafa moustafa; mahmoud: mahmud mahmood mehmood; said: saeed saied;
yusuf: youssef yousef yusef yosef yousuf youcef; fatima: fatma fatimah fatemeh; aisha: ayesha aysha aicha aishah;
maryam: mariam meryem; zainab: zaynab zeinab zineb; layla: leila laila leyla; tariq: tarek tareq tarik; rashid:
rasheed rachid; jamal: gamal jamaal; nasser: nasir naser; lakshmi: laxmi; georgios: giorgos yiorgos yorgos;
konstantinos: kostas costas; dimitrios: dimitris; ioannis: giannis yannis yiannis; nikolaos: nikos; panagiotis: panos
takis; vasileios: vasilis vassilis; laszlo: laci; istvan: pista; sandor: sanyi; jozsef: jozsi; ferenc: feri; janos:
jancsi; walid: waleed oualid; samir: sameer; suleiman: sulayman sulaiman soliman suleyman; yasser: yasir yaser;
farouk: faruq faruk farooq; osman: uthman othman usman; noor: nour nur; hamid: hameed; jamil: jameel; rahim: raheem;
salim: saleem selim; habib: habeeb; deepak: dipak; sunil: suneel; sandeep: sandip; pradeep: pradip; satish: sateesh;
ashok: asoka; geeta: gita; seeta: sita; sanjay: sanju; vijay: vijai; srinivas: sreenivas shrinivas; subramaniam:
subramanian subramanyam subbu; rajesh: raj; siddharth: sid siddhartha; chaudhary: chowdhury choudhury chaudhry
chaudhuri choudhary; shaikh: sheikh shaik sheik; mukherjee: mukhopadhyay; banerjee: bandyopadhyay; chatterjee:
chattopadhyay;
"""

CHINESE: Final = """
zhang: chang cheung teo; wang: wong ong; li: lee; liu: lau liou; chen: chan tan; huang: wong hwang; zhou: chow chou
chau; zhao: chao chiu; wu: ng goh; xu: hsu; xie: hsieh tse; cai: tsai choi chua; zheng: cheng; zhu: chu; lin: lam lim;
yang: yeung; he: ho; ye: yip yeh; liang: leung; guo: kwok kuo; xiao: hsiao siu; jiang: chiang; qian: chien; deng: tang
teng; ou: au; feng: fung; tang: tong; cao: tsao cho; zeng: tseng tsang; peng: pang; yu: yue yee; luo: lo law; song:
sung; pan: poon; su: so; lu: loo; mai: mak; guan: kwan; zhong: chung; fang: fong; shen: shum; kong: hung; xue: hsueh;
"""
"""Family names by Mandarin in pinyin: Wade-Giles, Cantonese and Hokkien spellings."""

TABLE: Final = ENGLISH + GERMAN_DUTCH + ROMANCE + SLAVIC + OTHERS + CHINESE

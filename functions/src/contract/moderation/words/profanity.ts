import { listOf } from './list-of.ts';

/** Swearing and insults. */
export const profanityWords = /* @__PURE__ */ listOf(`
apeshit, arse, arses, arsehole*, ass, asses, *asshat*, *asshole*, ass hole*, *asslick*, *assmunch*, asswipe*
badass bitch, bastard*, biatch*, bitch*, *bitch, bollock*, bullshit*, bull shit, clusterfuck*, cornhole*
crackwhore*, cunt*, *cunt, *cunts, damnit, dammit, dickhead*, dickwad*, dickweed*, dingleberr*, dipshit*
donkey punch, douche*, *douchebag*, dumbass*, eat my ass, *fuck*, fukin*, fuc, fudge packer*, fudgepacker*
fcuk*, fugly, god damn*, goddam*, go to hell, *horseshit*, jackass*, kiss my ass, knobhead*, bellend*
lard ass, *motherfuck*, mothafuck*, muthafuck*, nutsack*, numbnuts, piece of shit, *piss off*, piss, pissed
pisses, pissing, piss pig, pisspig*, poon, poontang*, poop chute*, poopchute*, prick, pricks, punan*, pecker
peckerhead*, phuck*, shyt, scumbag*, skank*, *slut, *sluts, *slutty, smut, snatch licker
son of a bitch, son of bitch, sonofabitch*, stfu, twat*, *twat, tushy, wank*, *wanker*, whore*, *whore
*whores, wtf, buttcheek*, butt cheek*, buttface*, buttfuck*, santorum, minge*, pubes
🖕
affenarsch, analphabet du, arsch*, *arsch, *arschloch*, bastarde, blödmann*, bratze*, *bratze, dödel*
drecksau*, dreckskerl*, drecksack*, fatzke, flittchen*, fratze, hackfresse*, halt die fresse, fresse halten
*huren*, hurensohn*, ische, kacke*, kack*, *kacke, kotzbrocken, krüppel du, leck mich, lümmel du, miststück*
missgeburt*, mistkerl*, pinkeln, piss*, *pisser, popel fresser, pissnelke, pissflitsche, reudig, rotznase du
sau du, saukerl, sackgesicht, scheiß*, scheiss*, *scheiße*, *scheisse*, *scheiss, schabracke*, schlampe*
*schlampe, schwanzlutscher*, schweinehund*, spacko, verdammte scheiße, verfickt*, verpiss*, vollidiot*
vollpfosten*, *wichser, wixer*, wixx*, zicke
batard*, bâtard*, bloblos, bordel de merde, bouffon va, brackmard, branleur*, caca, casse-couilles, chiasse*
chier, chieur*, chiottes, conne, connes, connard*, connass*, conard*, couille*, couillon*, crétin*, cul
culs, débile mental, déconn*, dégueulasse, emmerd*, enculé de, enfoir*, étron*, fdp, fils de pute
fille de pute, fils de chien, foutre, foutez, ferme ta gueule, grogniasse*, grognasse*, gueule, imbécile*
je m'en fous, jean-foutre, lèche-cul, *merde*, merdeu*, morveu*, mouise, niqu*, nique ta mère, nique ta race
ordure va, petasse*, pétasse*, pisser, pouffias*, poufiasse*, pousse-crotte, putain*, pute, putes, *putain
raclure*, ramoneur de, sac à merde, sac à foutre, sale con, salaud*, ta gueule, tête de con, tepu
trou du cul, trouduc*, va chier, va te faire foutre, va te faire, zut merde, vtff, putain de, la putain
boludo*, bastardo*, cabrón*, cabron*, cabrona*, cagar*, cagad*, cagón, carajo, cojones, cojón, comemierda*
concha de tu madre, concha tu madre, culo, culos, chingad*, chinga tu madre, gilipoll*, gilipich*
gilipuert*, hdp, hija de puta, hijo de puta, hijoputa*, hijos de puta, hijueputa*, huevón*, huevon*, idiota*
imbécil*, imbecil*, jilipoll*, joder*, jódete, jodete, jodid*, kapullo*, capullo*, la madre que te parió
lameculos, malparid*, mamahuevo*, mamón, mamarrach*, me cago en, mierda*, no me jodas, ojete, pelotud*
pendej*, perra sucia, pervertid*, pinche, prostitut*, puto, putos, putón, que te jodan, que te follen
ramera*, tía buena, tonto del culo, vete a la mierda, vete al carajo, zorra, zorras
ammazzati, baldracca, baldracche, battona, battone, bofilo, boiata, brutto stronzo, cacare, cacca, cagare
cagasott*, cazz*, *cazzo, cesso, chiappa, chiappe, ciospo, cogliona*, coglion*, cretin*, culone
dio cane, dio porco, porco dio, porca madonna, porca puttana, porca miseria, porca troia, porco due
porco zio, porcamadonna, porcodio, faccia di merda, figa di legno, figlio di puttana, figlio di troia
figli di puttana, fottiti, fracicon*, imbecill*, incazz*, incoglion*, leccacul*, lecchin*, lofare, loff*
mannaggia, meretrice, merda, mignott*, minchion*, mortacci*, padulo, pallos*, patacca, pirla, pisciar*
piscio, piscia, puttan*, rincoglion*, rompiball*, rompicoglion*, rompipall*, rottincul*, scassacazz*
scopat* tua, scorregg*, scoregg*, socmel, soccia, stronz*, suca, sucami, testa di cazzo, teste di cazzo
testa di minchia, troia, troie, tarzanell*, vaffancul*, vaffa, va a fare in culo, vai a cagare, zio cantante
porcazoccola
ânus, arrombad*, babaca*, besta quadrada, biscate*, bunda*, burro do caralho, cabrao, cabrão, cabrões
cacete, cagar, cagão, caralho*, cornud*, cretino*, cuzao, cuzão*, desgraçad*, dum raio, estúpido de merda
filha da puta, filho da puta, filhos da puta, filho de uma égua, foda-se, fodasse, merda*, mijar
passar um cheque, peid*, pentelho*, puta que pariu, puta que te pariu, puto do, putaria, que se foda
raios te partam, rapariga de programa, vaca gorda, vadia*, vagabund*, vai à merda, vai tomar no cu
vai te foder, vai para o caralho, vtnc, pqp, vsf, sacana*, safad*, piranha vadia
aars*, achterlijke*, afberen, aflebberen, afzeik*, afwerkplaats, bagger schijten, balhaar, bedonder*
belazer*, besodemieter*, bokkelul, boerenlul*, boerenpummel, broekhoest*, buiten de pot piesen, debiel*
droplul, dombo, druiloor, engerd, etterbak*, flapdrol, gadverdamme, geilneef, gesodemieter*, getverderrie
gvd, godver*, godverdomme*, graftak*, greppeldel*, gleuf, *hoeren*, hoerenjong*, hondelul, hufter*
kankerlijer*, klere*, klerelijer*, klojo*, kloten*, klooi*, *klootzak*, kolere*, kontneuk*, kont, krijg de*
kutwijf*, kuthoer*, kutzak*, lamzak*, lulhannes, lul-de-behanger, mafketel*, matennaaier*, miesgasser
muts domme, oetlul*, opkanker*, oprotten, opsodemieter*, opzouten, ouwehoer*, ouwe rukker, *rukker*
paardenlul, piesen, pleurislijer, poepen, pokke*, potverdorie, reet, *rothoer, rotzak*, rotwijf*, rukhond
schijt*, schijterig*, schoft*, *sletten, slettebak*, sletterig, smeerlap*, snotaap, stoephoer, stom wijf
stronthoofd, tapijtnek, teringlijer*, temeier*, tiefus*, tyfus*, trottoirteef*, vergallen, verkankerd
verklot*, verrek, viespeuk, viezerik, vuile hoer, wijf, wuft*, zak hooi, zakkenwasser*, zeik*, zeikerd
zeiker*, zuiplap*, zuipschuit*, kettingzeug, krentekakk*
burdel*, bękart*, chuj*, chój, chooj, *chuj, cholern*, cwel*, do diabła, do kurwy nędzy, dupa, dupek, dupka
dupsko, duperel*, dupny, dziwk*, dziwka, frajer*, gnój, gnoj, jebać*, jebac*, jeban*, ja pierdol*, kretyn*
kurw*, *kurwa, *kurwiać, *kurwi*, kutafon*, kurestwo, matkojeb*, naplet*, obesran*, odpierdol*, opierdal*
pierdo*, pierdol*, *pierdol*, *pierdal*, piździ*, pizda, pizd*, pizdy, pojeb*, *jebany, *jebał*, popierd*
pysk zamknij, przejeb*, rozjeb*, rzygać, rzygi, skurwiel*, skurwysyn*, *kurwysyn*, spierdal*, spierdol*
sracz*, srać, suka, sukinsyn*, szmato, syf, ścierwo, wkurw*, wkurwi*, wpierdol*, wyjeb*, wypierdal*, zajeb*
zajebist*, zapierdal*, zasran*, zjeb*, spierdalaj
бздён*, бздет*, бздун*, бля, бляд*, блять, блят*, *бляд*, гандон*, гондон*, говн*, гнида, дебил*, дерьм*
долбоёб*, долбоеб*, дать пизды, ёб, ёбан*, ёбар*, еба*, ёба*, *ебать*, *ебан*, ебл*, ебн*, ебуч*, выеб*
выёб*, доеб*, заеб*, наеб*, *наебн*, невъеб*, невеб*, отъеб*, объеб*, поеб*, подъеб*, проеб*, разъеб*, съеб*
уеб*, въеб*, жоп*, задниц*, задрот*, засранец, засран*, идиот*, козёл вонючий, курва*, манд*, ментовск*
мерзав*, мразь, муда*, муди*, мудо*, мудак*, мудил*, *мудоха*, нахер, нахрен, на фиг, на хуй, на хер, насра*
обосса*, обосра*, опизд*, остоеб*, остопизд*, отпизд*, отъебись, охер*, офиг*, охуе*, *охуен*, *охуит*
падла, паскуд*, пердун*, пердет*, пердёж*, перд*, пизд*, *пизд*, писец, попизд*, похер*, похуй*, похую
ссать, ссан*, поссать, посра*, придур*, припизд*, просра*, распизд*, сволоч*, скотина*, сран*, срать, *срать
сраный, ссык*, стерв*, сука, суки, сукин*, твою мать, ублюд*, хер, хера, херн*, херов*, хрен, хренов*, хуе*
хуё*, хуй*, *хуй, *хуя, хуи*, хуя*, хую, *хуйн*, хуйло, целка, чмо, шалав*, шлюх*, шлюш*, говнюк*, говноед*
иди нах*, пошёл нах*, пошел нах*, ипать*, мля, бляха муха, блин сука
blya*, blyat*, blyad*, chert voz'mi suka, der'mo*, dolboy*, dolboeb*, ebal*, ebalnik, eban*, yeban*, gandon*
govn*, huy*, khuy*, *khuy*, *khuit*, *khui*, ku'evo, kher*, mudack*, mudak*, *mudoh*, mudozvon*, na khuy
nahui*, nahuy*, padla, padlo, *perdet, *perdysh, *pizd*, pizdec, poebe*, *posrat, *prissat, *proeb*, prosrat
propezdol*, shalav*, shlyuh*, sran*, *srat, ssat, stervo*, styerv*, sukin syn, svolo*, trimandobl*
*mudobl*, ubl'ud*, ubl'yud*, ublyud*, u'eb*, zaebis*, za'ebat, zlo'eb*, zhopa*, zhop*, idi na, yebat'
yeb vas
allah belanı*, amk, amq, ananı*, anani*, ananın*, dangalak, döl israfı, dallama*, ebenin*, embesil*
eşşoğlu*, eşşek*, eşek herif, gavat*, geri zekalı*, gerizekalı*, godoş*, götler*, götün*, gerzek*
haysiyetsiz, hassiktir*, it oğlu it, kahpe*, kaltak*, kaltağ*, kaşar*, kancık*, kevaşe*, lan siktir
mal herif, manyak*, orosp*, orosb*, oruspu*, osur*, pezeven*, pislik herif, pust, sıçmak, sıçar*
sürtük*, şerefsiz*, serefsiz*, sokayım*, yavşak*, yavsak*, zibidi*, dalyarak*, dalyarrak*, aq, siktir git
pezo, am biti
アスホール, くそったれ, 糞, ファック, ファッキン, マザー・ファッカー, マザーファッカー, バカ野郎, 馬鹿野郎, クソ野郎, 死ね, てめえ殺, キチガイ, 気違い, 売女, 売春婦, あばずれ, 畜生め
うんこ, ウンコ, おしっこ, 豚野郎, 雌豚, めくら, つんぼ, かたわ, 糞便, ヤリチン, 淫売
操你*, 他妈的, 傻逼, 草泥马, 妈的, 混蛋, 婊子, 王八蛋, 贱人, 狗屎, 去死, 屌, 鸡巴, 滚蛋, 肏, 你妈逼, 牛逼, 装逼
götü*, götver*, götte, göte, gotunu, hure, huren, hurensöhne, bosta, debil, debile, debilo, hoer
hoeren, hoertje*, hoerenzoon*, slet, sletten, sletje*, gówno, gowno, gówna, gowna, gówniarz*, jebać, jebac
jebany*, jebana*, jebane*, jebie, kloot, kloten, merdas, merde, merdos*, merdat*, merdon*, mudilo, mudila
nutte, nutten, nuttensohn*, охуительн*, охуен*, porra, porras, puşt, pust herif, puta, putas, salop, salope
salopes, salopard*, salopri*, srac, stront, strontvlieg du, suki, suko, trut, trutten, twink, twinks
zoccola, zoccole, fuk, fuker, fukin, fuking, fukker, fukkin*, *fucked, fcuk, shit*, *shit, *shits, *shitter
*shitting, kutas, kutasy, lul, lullen du, pleuris*, poep, pieprzyć, pieprzony, pieprzona, spieprzaj, урод
уроды, сучка, сучки, сучара, херня, херни, хер с ним, huj, huje, huja, slut, sluts, slutty, snol, snollen
turd, turds, cornuto, cornuti, cretino, cretini, imbecille, bordello di merda, yob tvoyu, yob tvoyu mat
yebat*, zaebal*, ebal, ebalo*, ebat, pizdet*, tosser, tossers, bugger, buggers, kankerhoer*, kankerzooi
teringhoer*, теребила, мент поганый, orospu piçi, piç kurusu, piçler, hassiktir, クソビッチ, クソアマ, クソガキ, debilny
sıçmak, sıçtı*, sıçarım, cagata, cagate
mofo, mofos, m0fo, mo-fo, muthafeck*, fook off, fooker*, fux0r*, fukwit*, fuckwit*, feck off, feckin, twunt*
twatty, phuq, spac, kunt, kunts, hore, whoar, cockface, cockmunch*, shited, shagger, ballbag*, bollok*
fatass*, titt, assclown*, assmonkey*, asswhore*, choad*, doosh, duche, knobend*, nobhead*, knobead*
son of a whore
verarschen, verarscht, ankacken, geschissen, beschissen, verhurrt, verhurt, sackratte, scheise*, schiese
arschgeig*, abschaum du
chiennasse, conchier, connerie*, ducon, fouteur*, merdique, emmanché, casse-bonbon, brise-burnes, conasse*
culero*, mamona*, hijaputa*, tarado, tarada, maldita sea, pis, pedorr*
fanculo, femminuccia, zinne, pistolott*, figlio di buona donna
escroto*, escrota, mijad*, otário*, otária*, puxa saco*, puxa-saco, baba ovo*, fiofó, brioco, veadão
filho da mãe, cocó, canalha
boerelul*, *kloot, *kloten, son-of-a-teef, kankerteef, donder op, sodeflikker*, tyfuslijer*, opflikker*
hoerenkind*, klerewijf, strontvervelend
dupę, dupki, kurva*, kurvy, gavno, pierdzi*, dojeb*, najeb*, zapieprz*, dopieprz*, gówniany, zdzir*, gnida
ty chuju
ебу, ебут, ебет, ебёт, ебись, ебем, ебём, ебан*, срака, сраку, суку, сукой, сцука, сучий, конча, ибать
ипать, ипан*, ибан*, выродок, дермо, поскуд*, йобан*, йопт*, долба*, долбо*, казлин*, козлин*, мудач*
бычара
eblan*, pidar*, suchka, svoloch*, zalup*, pizdob*, hui, huy, huilo*, poheru
orospular*, ibneler, amına koy*, ananı s*, siktiğ*
小便, ファッキング, コックサッカー, クソヘッド, くたばれ, 死にやがれ, ちくしょう
phuk, phuked, phuks
`);

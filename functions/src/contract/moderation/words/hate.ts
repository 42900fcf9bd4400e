import { listOf } from './list-of.ts';

/** Slurs and calls to hate. */
export const hateWords = /* @__PURE__ */ listOf(`
beaner, beaners, camel jockey*, chinaman, chinamen, chink, chinks, *chingchong*, ching chong, coon, coons
cotton picker, darkie*, darky, dindu nuffin, dune coon*
fag, fags, *faggot*, faggit*, fagging, gas the jews, golliwog*, gook, gooks, gypo, gyppo, half breed
heil hitler, sieg heil, hitler did nothing wrong, homo, homos, jap, japs
jewboy, jigaboo*, jiggaboo*, jiggerboo*, jungle bunn*, junglebunn*, kaffir*, kike*, ku klux klan, kkk
lezbo*, mong, mongoloid*, muzzie*, nazi propaganda, neonazi*, neo nazi*, negroes, nig, nigs, nig nog*
nignog*, *nigga*, nigger*, *nigger, *niggers, nigguh*, niglet*
paki, pakis, pickaninn*, piccaninn*, pikey*, polack*, poofter*, porch monkey*, porchmonkey*, race traitor
raghead*, rag head*, retard, retards, *retarded, sand nigger, shylock*, slant eye*, slanteye*, slope head*
spastic*, spic, spick, spics, spearchucker*
subhuman race, swastika*, towel head*, towelhead*, tranny, trannies, uncle tom, wetback*, wet back*
white power, white supremac*, whigger*, wigger*, wog, wogs, wop, wops, yid, yids, zipperhead*, untermensch*
white trash
kill all .. jews, kill all .. muslims, kill all .. blacks, kill the .. jews, death to .. jews
death to .. muslims, death to all .. gays, exterminate .. jews, all muslims are .. terrorists, all jews are
ethnic cleansing of, race war now, lynch .. black*, hang .. black*
asylant*, judensau, judenschwein*, kampflesbe*, kanake*, *kanake, kümmeltürk*, neger*, *neger, polacke*
rassenschande, scheißausländer*, scheiss ausländer, schlitzauge*, schwuchtel*, spast, spasti, tunte
zigeuner*, vergast die juden, ausländer raus, juden raus, kameltreiber, mohrenkopf du
bamboula*, bicot*, bougnoul*, boche*, chinetoque*, gouine*, grande folle, macaque de, niakoué*, pédale
pédé, raton sale, sale arabe*, sale juif*, sale noir*, tapette*, tantouze*, tarlouze*, tafiole*
toubab sale, youpin*, rital*
maricón*, maricon*, marica*, mariconazo*, negrata*, negro de mierda, moro de mierda, mora de mierda
panchito*, sudaca*, sudacas, tortillera*, gabacho de mierda, judío de mierda, puto moro, imbécil mongol*
mongolo*, guiri de mierda, bollera*
checca, checche, culatton*, culattin*, culattone, finocchi*, finoccho, froci*, frosci*, frocio, negracci*
negro di merda, recchion*, ricchion*, rottinculo*, terron*, terrone, sporco ebreo*, sporco negro, busone
arrus*, muso giallo*, bucaiol*
bicha, bichas, bichona*, boiola*, crioulo*, macaco negro, paneleir*, sapatão, sapatao, traveco*, viado*
ariano puro, baitola*, mongolóid*, retardad*, judeu sujo, fufa*
flikker*, flikkers, geitenneuker*, jood vieze, kaffer*, kankerjood*, kankermarokkaan*, kutmarokkaan*
kutturk*, makak*, mongool*, nikker*, pot vieze, roetmop*, spleetoog*, vieze jood, vuile jood, vuile neger
reetridder*, mietje*, homofiel vieze, gratenkut
brudas*, ciapat*, ciota*, cioty, czarnuch*, kozojeb*, kacap*, pedzi*, szwab*, żydek, żydzi do gazu
zydzi do gazu, żydostw*, murzyn brudny, lewactwo do gazu
жид, жиды, жидов*, жидяра*, кацап*, москал*, нигер*, ниггер*, педик*, педераст*, пидар*, пидор*, пидр*
петух вонючий, узкоглаз*, хач, хачи, хохол, хохл*, чернозад*, черножоп*, чурка*, чурки, чуркобес*, хачик*
чурок, чурк*
chernozhop*, chernozad*, pidor*, pidar*, pedik, pederast*, petuh, khokhol*, zhid*, churka*
çingen*, ermeni dölü, gavur piçi, ibne*, ibine*, zenci köpek, yahudi köpek*, kürt köpeği, nonoş, top ibne
tekerlek ibne, götoş*
ニガー, ホモ野郎, オカマ, チョン死ね, 朝鮮人は帰れ, 土人, 三国人, シナ人, チャンコロ, 毛唐, 卍ハーケンクロイツ, ハーケンクロイツ, 朝鮮人を殺せ, 黒んぼ, クロンボ, 在日は死ね, ジャップ
部落民, エタ非人
支那猪, 黑鬼, 鬼子杀, 犹太猪, 棒子死, 小日本去死, 死基佬, 死同性恋
nègre, nègres, negresse, негр, негры, негра, негров, негритос*, injun, injuns, travelo, travelos, viado
viados, viadinho*, lesbos, travesti, travestis, sale nègre
honkey, honky, honkies, lesbo, kyke*, heeb*, gyppos, faggs, faggitt*, headass, mongo du, itaker*, fiotte*
lopette*, gnoule*, bougnoule*, bulldike*, bull dyke*
нигга*, жыд*, гомик*, педарас*, педерас*, mof, moffen, tapijtvreter*, ネオナチ, ネオ・ナチ, pederas*
`);

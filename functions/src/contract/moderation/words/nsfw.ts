import { listOf } from './list-of.ts';

/** Sex and nudity. */
export const nsfwWords = /* @__PURE__ */ listOf(`
2g1c, 2 girls 1 cup, two girls one cup, acrotomophil*, alabama hot pocket, anal, anally, analsex*, anilingus
anus, anuses
auto erotic*, autoerotic*, baby batter, ball gag*, ball licking, ball sack*, ballsack*, ball sucking
barely legal, barelylegal
bareback sex, bdsm, beaver lips, bestialit*, beastial*, zoophil*, big tits, big boobs, blow job*, *blowjob*
blow your load
blowjobs, bondage, boner, boners, boob, boobs, boobie*, booty call*, brown showers, bukkake, bullet vibe
bung hole*, bunghole*
butt plug*, buttplug*, butthole*, camel toe*, cameltoe*, camgirl*, cam girl*, *camslut*, *camwhore*
carpet muncher*
carpetmuncher*, circle jerk*, circlejerk*, cleveland steamer*, clit, clits, clitor*, clover clamps, cock
cocks, *cocksuck*
cock sucker*, cockhead*, cock ring*, coprophil*, coprolagn*, creampie*, cream pie porn, cum, cumming, cums
cumshot*, cum shot*
*cumslut*, cunniling*, cybersex, deep throat*, deepthroat*, dildo*, dirty sanchez, doggie style, doggy style
doggiestyle
doggystyle, dog style sex, dolcett, dominatrix, double penetration, double dong, dry hump*, ecchi, ejaculat*
erotic*
escort girl*, facial cumshot, facesitting, face sitting, fellat*, female squirting, femdom*, figging
fingerbang*
fingering her, fisting, fistfuck*, foot fetish*, foot job*, footjob*, frotting, full frontal, futanari
*gangbang*
gang bang*, genital*, gay sex, giant cock, girls gone wild, glory hole*, gloryhole*, goatse, goatcx, gokkun
golden shower*
goregasm, group sex, groupsex, hand job*, handjob*, hard core porn, hardcore sex, hentai, homoerotic*, horny
horniest
hot carl, huge cock, huge fat cock, incest*, intercourse, jack off, jacking off, jackoff, jerk off
jerking off, jerkoff
jizz*, jism, kinbaku, kinkster*, kinky sex, labia, lap dance*, lapdance*, lingerie striptease, livesex
lovemaking, make me come
male squirting, masturbat*, masterbat*, menage a trois, milf, milfs, missionary position, moneyshot
mound of venus
muff div*, muffdiv*, naked, nambla, nawashi, nekkid, nipple*, nsfw*, nude, nudes, nudist*, nudity
omorashi, one guy one jar, onlyfans leak*, oral sex, orgasm*, orgies, orgy, panties, upskirt*, up skirt
pegging
phone sex, phonesex, pole smoker, ponyplay, prince albert piercing, pubes, pussies, pussy, *pussylick*
queef*, quim, raging boner, reverse cowgirl, rim job*, rimjob*, rimming, rosy palm, rusty trombone, sadism
sadomaso*, scat porn, schlong*, scissoring sex, semen, sex, sexed, sexes me, sexcam*, *sexting*, sexo
sextape*, sex tape*, sexual
sexually, sexual act*, sexy, shaved beaver, *shemale*, she male, shibari, shrimping fetish, splooge*
spooge*
spread legs, spread her legs, squirting orgasm, strap on dildo, strapon*, strip club*, stripclub*
striptease*, strip tease*
style doggy, suck my, suck him off, suicide girls, sultry women naked, taste my, tea bagging, threesome*
throat fuck*
throating, tied up naked, tight white, tit, tits, titty, titties, *titfuck*, topless, tribad*, tub girl
tubgirl
undressing, undressed, unclothed, urethra play, urophil*, vagina*, venus mound, vibrator*, violet wand
voyeur*, voyuer*, vorarephil*, vulva*
wank, wanking, wet dream*, wet pussy, without clothes, without any clothes, no clothes on
take off her clothes, worldsex, xxx
yaoi, yellow showers, yiff*, yuri hentai, bare breasts, bare breasted, bare chested woman
see through nipples, dick pic*, dickpic*, dick, dicks
thumbzilla, xvideos, xhamster, redtube, youporn, brazzers, bangbros, babeland, playboy centerfold, sex toy*
sextoy*, sex slave*, sexslave*, topless*
arschfick*, bumsen, busen nackt, eichel lecken, erotik*, fick, ficken, fickt, fickfehler, fotze*, *fotze
fotzen, gangbang, geil auf, kitzler, kimme lecken
möpse, moepse, morgenlatte, muschi, muschis, *muschi, nackt, nackte, nackter, nackten, nacktes, nacktbild*
*nacktfoto*, nippel, onanier*, orgasmus, orgie
pimmel, *pimmel, pimpern, poppen, samenerguss, schamlippe*, schnackeln, schwanzlutsch*, schwanz lutschen
sexbild*, sperma, titten, tittchen, *titten, vögeln, voegeln, vagina, vulva, wichs*
bander dur, bandaison, branler, branlette*, branleu*, brouter le cresson
brouter le gazon, brouter le minou, chatte, chattes, clito, clitoris
cramouille, cunni, éjacul*, enculer, enculeu*, enculé*, encule*, érotique*, fellation*, foufoune*, godemich*
jouir, levrette, ménage à trois, nichon*, nue, nues, femme nue, fille nue, homme nu, nu intégral
orgasme*, partouze*, pénis, pipe gratuite, faire une pipe, tailler une pipe, pornograph*, seins nus, sexe
sexes, sodomi*, sucer, suceuse*, teub, tringler, troncher, turlut*, verge dure, zigounette, zizi, zob
salope à poil
bollera*, chingar, chupada, chupapolla*, chúpame, coger duro, consolador*, coprofag*
corrida en, correrse, desnud*, encuerad*, erótic*, esperma, eyacul*, felación*, fiesta de salchichas
follad*, follar*, folla, follando
hacer una mamada, hacer una paja, hacerse una paja, haciendo el amor, lameculo*, mamada, mamadas, masturb*
orgasmo*, pajear*, pene, penes, pezón, pezones, polla, pollas, pornogr*, sexo oral, soplagaitas, tetas
tetas grandes, tetona*, verga, vergas
ammucchiata, anale, arrapat*, bagascia, bagasce, belino, bocchinar*, bocchin*, chiavare
chiavat*, ciucciami*, cazzo duro, culo nudo, ditalino, eiacula*, fellatio, fica, fiche bagnate, figa, fighe
figone, fregna, fottere, fottut*
ingoio, leccafig*, masturba*, minchia*, nerchia, nuda, nudo, nudi, orgasmo, orgia, palpeggia, patonza
passera bagnata, patata bagnata, pecorina, pinnolon*, pomicia*, pompin*, potta, puppami, sborr*, sburr*
scopare, scopat*, scopami, seghe, sesso, sessual*, slinguar*, slinguat*, sorca, sorche, spompin*, sticchio
succhiami*, succhion*, sverginar*, sveltina, tette, tetton*, topa, trombar*, trombat*, uccello duro
vibratore
boceta, bocetas, boquete, bronha, brochar, buceta*, camisinha, chochota, chupar*, clitóris, coito*, colhoes
colhões, cona, dar o rabo, dar o cu, ejacul*, foda*, foder*, foda-se, fodid*, fode, gozad*, gozar*, grelho
grelo, homoerótic*, mamilo*, minete, nua, nuas, nu artístico, nudez, pau duro, pênis, penis, peitos de fora
pica dura, piroca*, pinto duro, punheta*, queca*, rola dura, sacanagem, siririca, suruba, tesão, tesao
transar, transa, vibrador*, xana, xota, xoxota*, xereca*
aftrekken, afrukken, afzuig*, beffen, befborstel, botergeil, drooggeiler, een beurt geven
een nummertje maken, een wip maken, flamoes, geil, geile, gang bang, hoempert, hoerig*, klaarkomen, kut
kutje*, liefdesgrot, lul, paardelul, paardenlul, matje likken, naai*, naaktfoto*, naakt, naakte, neuken
neukt, neuk, *neuken, op z'n hondjes, opgeilen, orgasme, pijpen, pijpbekkie*, piemel*, pik zuigen, rukken
slik mijn zaad, snikkel*, standje 69, tieten, tiet, tepel*, tongzoen*, triootje*, verneuk*, vingeren
vleesroos, voor jan lul, zaadje slikken
cipa, cipka, cipk*, cycki, cyce, cyck*, cyc, dmuchać, fiut, fiuta, goła baba, gola baba, lizać pałę
lizać cipk*, minet*, obciągać*, obciąga*, orgazm*, robić loda, robic loda, robić laskę, ruchać*, rucha*
seks, seksi, spust na, stosunek płciowy, wagina, wytrysk*
анал*, вагин*, вафли ловить, встать раком, голый, голая, голые, голых, дроч*, задрачив*, залуп*, изнасил*
инцест*, кончить в рот, минет*, обнажён*, обнажен*, онанизм*, онанир*, оргазм*, оргия, пенис*, половой акт
половое сношение, порно*, раком, секс, секса, сексом, сексу*, сиськ*, сосать хуй, отсос*, сперма*, стояк
стриптиз*, трах*, эрот*, эякул*, сиси, сисек, писька, письк*, киска голая
golaya, goliy, otsos*, otsosi, po'imat' na konchik, stoyak, trakh*, v rot kompot, vafl*, vafli lovit, zalup*
minet, siski, sis'ki, vzdroch*, droch*
am yalamak, amcık*, amcığ*, amcik*, amlar, azgın*, çıplak*, ciplak*, emcik*, erotik, fahişe, göğüsleri açık
götveren*, gotveren*, iç çamaşırsız, memeler*, otuz bir*, otuzbir*, sakso, saksocu*, seks*, siki*, sikle*
sikme*, sikte*, sik, siktir*, sikiş*, sikis*, taşak*, taşağ*, tasak*, vajina*, yarak*, yarrak*, yarrag*
yarrağ*
アナル, アナリングス, イラマチオ, エクスタシー, エッチ, オーガズム, オナニー, おっぱい, オッパイ, オマンコ, おまんこ, おちんちん, おもらし, おしりのあな, お尻の穴, カーマスートラ
クリトリス, クンニ, グループ・セックス, ゴールデンシャワー, ゴックン, しばりプレイ, スウィンガー, スカートの中, スカトロ, ストラップオン, セクシー, セックス, ソドミー, ちんこ, チンコ
ちんぽ, チンポ, ディープ・スロート, ディープスロート, ディルド, テレフォンセックス, ドッグスタイル, トップレス, ヌード, ノーブラ, ノーパン, パイパン, パイズリ, バイブレーター
バック・スタイル, ぶっかけ, フェティッシュ, フェラ, ふたなり, ペニス, ベアバック, ボールギャグ, ポルノ, ボンテージ, マスターベーション, まんこ, マンコ, 満子, やおい, やりまん, ヤリマン
ラブホ, レイプ, ハメ撮り, 中出し, 顔射, 手コキ, 足コキ, 巨乳, 貧乳, 爆乳, 美乳, 巨根, 勃起, 射精, 精液, 自慰, 淫乱, 淫, 騎乗位, 騎上位, 後背位, 正常位, 玉なめ, 玉舐め
緊縛, 近親相姦, 獣姦, 強姦, 輪姦, 性交, 生殖器, 性器, 性行為, 足フェチ, 足を広げる, 大陰唇, 陰茎, 陰唇, 陰核, 陰毛, 脱衣, 潮吹き, 剃毛, 二穴, 乳首, 尿道プレイ, 売春
糞尿愛好, 平手打ちプレイ, 変態, 裸, 全裸, 乱交, 両刀使い, 肛門, 膣, 茎なめ, 熟女, 人妻, 痴漢, 盗撮, 露出狂, 女王様プレイ, 風俗嬢, av女優, g スポット, アダルトビデオ
裸体, 裸照, 色情, 性爱, 做爱, 口交, 肛交, 手淫, 阴道, 阴茎, 强奸, 轮奸, 援交, 嫖娼, 卖淫, 淫荡, 淫秽, 黄片, 成人电影, 一夜情
erection pill*, penises, penissen, porn*, *porno, *pornos, gayporn*, freeporn*, orgía, orgías, nympho
nymphos, nymphoman*, nimphoman*, sodomy, swingers, hookers, femme salope, grosse bite
suce ma bite, sikeyim, sikerim, sike, siker, sikiyor*, coño, мастурб*, g spot orgasm, puttana nuda
rammel me, フィストファック, ストリップ劇場
bulldyke*, blumpkin*, jiz, jizm, kum, kums, smegma, juggs, knobbing, queaf*, grope, groped, groping
strappado, bastinado, cyberfuck*, erotism, eroticism, viagra, dvda, bbw, dommes, barenaked, dendrophilia
hardcore porn*, titwank*, tittywank*, tittyfuck*, masterb8, pusse, pussys, orgasim*, fetish porn, gaysex
hotsex, hardcoresex, cunilingus, felatio, felch*, feltch*, goodpoop, blonde on blonde action
brunette action, one cup two girls, scissoring, xrated
klitoris, gefickt, ejakul*, tittenfick*, muschileck*, abspritzen, kinderficker*, mutterficker*, hundeficker*
möse, mösen, schwanzsauger*, fingerfick*, fistfick*, hodensack, prostituierte
baise, baisable, baiseur*, bordel, enculage, queutard, branl*, palucher, biroute*, suce, suce moi, zguègue
bestialidad, cipote*, culear, picha, teta, pajer*, macizorra*, sádico*, soplapolla*, chupar la, eyaculaci*
allupat*, assatanat*, bagass*, caciocappell*, fotters*, goldon*, guardon*, smandrappat*, zinn*, mussa, tetta
trombamic*, scroto, coito, incul*, cunnilingu*, bordello, zebedei, smorzacandel*
chota, xochota*, xavasca, xexeca, xerereca, checheca, chereca, fudendo, fuder, fudid*, bosseta, busseta
caceta, grelinho, pepeka, rabuda, rabudo, tezuda, tezudo, tezão, bolagato, boazuda, conas, esporra*
esporrar, vai-te foder, pau no cu
neuk*, kutte*, kutj*, pik, pikken, anaal, pijpbeurt*, zaadlozing, zaadbal*, schaamlippen, tapijtlikker*
vagijn*
analny, łechtaczk*, wargi sromowe, srom, dymać, ruchan*, wibrator
кунилингус*, куннилингус*, влагалищ*, фелляц*, членосос*, сосать член, минетч*, зоофил*, некрофил*, вульва
пусси, клитор*, фаллоимитатор*, порнух*
sikin, yarağ*, amcık, mastürb*, am sulu
パンティー, パンティ, オルガスム, マゾキスト, マゾヒスト, サディスト, サディズム, エロティ, エロチ, 放尿, シーメール, ギャングバング, プッシー, スケベ, 助平, 痴女, 覗き, 夢精
貞操帯, レズプレイ, 素股, 寝取
`);

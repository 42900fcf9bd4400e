import { listOf } from './list-of.ts';

/** Drugs, weapons, fraud and other crime. */
export const illegalWords = /* @__PURE__ */ listOf(`
bomb recipe*, pipe bomb*, pipebomb*, nail bomb*, dirty bomb*, make .. bomb, making .. bomb, build .. bomb
building .. bomb, make .. explosives, how to make .. explosive*, homemade explosive*, make .. napalm
make .. nerve gas, make sarin, make ricin, nerve agent recipe, make .. molotov*, molotov cocktail*
make .. ghost gun, 3d printed gun*, 3d print .. gun, untraceable gun*, buy .. gun without, silencer at home
homemade silencer*, anthrax recipe, convert .. full auto
buy cocaine, buy heroin, buy meth, buy fentanyl, buy drugs, buy weed online, buy lsd, buy mdma, cook meth
cooking meth, meth lab*, methlab*, crystal meth, crack cocaine, cocaine, heroin, fentanyl, methamphetamine*
make .. meth, make lsd, make mdma, synthesize .. meth*, synthesise .. meth*, synthesize .. fentanyl
grow magic mushrooms, drug deal*, drug traffick*, drug mule*, sell drugs, selling drugs, date rape drug*
roofie*, ghb drug
carding forum*, cloned credit card*, clone .. credit card*, stolen credit card*, credit card generator*
skimming device*, counterfeit*, fake passport*, fake id, fake ids, fake driver's licen*, forged passport*
forged document*, forge .. signature, fake money, fake banknote*, print .. money at home, identity theft kit
steal .. identity, steal .. credit card*, steal .. car without, hotwire .. car, pick .. lock of my neighbor
break into .. house, break into .. car, rob a bank, rob .. bank, shoplift*, launder money, money launder*
tax evasion scheme, ponzi scheme setup, phishing page*, phishing site*, phishing kit*
phishing email template, ransomware, write .. malware, keylogger*, ddos attack*, botnet for hire
hack into .. account, hack .. instagram, hack .. facebook, hack .. bank, hack .. wifi of my
crack .. password of my, bypass .. ankle monitor, human traffick*, sex traffick*, organ traffick*
sell .. kidney*, buy .. kidney*, smuggle .. drugs, smuggling route*, smuggle people, bribe .. judge
bribe .. officer, blackmail .. with, extort*, swatting call, doxx*, stalk my ex, cialis, viagra online
darknet market*, dark web market*, silk road market*
bombe bauen, bombenbau*, bombenanleitung*, sprengstoff*, rohrbombe*, drogen kaufen, drogen verkaufen
drogenhandel*, kokain, heroin kaufen, gefälschter pass, gefälschten pass, falschgeld*, geldwäsche
kreditkartenbetrug, einbrechen anleitung, waffe ohne schein, schlagring kaufen, hehlerware
fabriquer .. bombe, acheter .. cocaïne, acheter .. drogue, cocaïne, faux billet*, faux passeport*
faux papiers, trafic de drogue, blanchiment d'argent, carte bancaire volée, pirater .. compte
explosif maison
fabricar .. bomba, hacer .. bomba, comprar .. cocaína, comprar droga*, cocaína, cocaina, heroína, heroina
drogas, billetes falsos, dinero falso, pasaporte falso, lavado de dinero, lavar dinero, narcotráfico
tarjeta* robada*, hackear .. cuenta, explosivos caseros, trata de personas
costruire .. bomba, fabbricare .. bomba, comprare .. cocaina, eroina, spaccio, soldi falsi, banconote false
passaporto falso, riciclaggio di denaro, esplosivo fatto in casa, carta clonata, carte clonate
hackerare .. account
fazer .. bomba, maconha, tráfico de drogas, traficante*, dinheiro falso, notas falsas, passaporte falso
lavagem de dinheiro, cartão clonado, invadir .. conta, explosivo caseiro
bom maken, een bom bouwen, coke kopen, drugs kopen, drugs verkopen, huisdealer, drugshandel, vals geld
vals paspoort, valse paspoort*, witwassen, gestolen creditcard*, mensenhandel, penoze, xtc pillen
zrobić bombę, zbudować bombę, bombę domową, kupić kokainę, kokaina, kupić narkotyki, narkotyki
handel narkotykami, dopalacze, fałszywe pieniądze, fałszywy paszport, fałszywy dowód, pranie pieniędzy
kradzione karty, handel ludźmi
сделать бомбу, собрать бомбу, изготовить взрывчатк*, самодельн* бомб*, купить кокаин, кокаин, героин
купить наркотик*, наркотики, закладк* наркот*, мефедрон, фальшивые деньги, поддельный паспорт
отмывание денег, украденн* карт*, торговля людьми, взломать .. аккаунт, купить оружие без
bomba yapımı, bomba nasıl yapılır, eroin, uyuşturucu, esrar satın al, sahte para, sahte pasaport*
sahte kimlik, kara para aklama, çalıntı kart*, hesap çalma, insan kaçakçılığı
コカイン, ヘロイン, 覚醒剤, 大麻を買, マリファナを買, 麻薬, 爆弾の作り方, 爆弾を作, 偽札, 偽造パスポート, 偽造免許, 詐欺の方法, マネーロンダリング, 臓器売買, 人身売買, 銃の作り方
闇バイト, 振り込め詐欺
可卡因, 海洛因, 冰毒, 毒品, 制造炸弹, 炸弹制作, 假钞, 假护照, 洗钱, 人口贩卖, 枪支买卖, 摇头丸
`);

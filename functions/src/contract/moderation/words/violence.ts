import { listOf } from './list-of.ts';

/** Killing, torture and gore. */
export const violenceWords = /* @__PURE__ */ listOf(`
behead, beheads, beheaded, beheading*, blood and guts, bloodbath, blood soaked corpse*, bloody corpse*
bloody massacre, burn .. alive, burned alive, burnt alive, butchered bod*, cannibal feast*
chop off .. head*, chopped off head*, child murder*, crucified alive, cut off .. head*, cut .. throat*
cut .. open alive, dead bod*
decapitat*, disembowel*, dismember*, domestic abuse fantas*, drown a baby, drown .. puppies, drowned bod*
eviscerat*, execution video*, flayed, flaying alive, gore, gory, gorefest*, guro, gutted alive
headless corpse*, how to poison .. wife, how to poison .. husband, how to poison someone, hit man for hire
hire a hitman, impaled bod*
kill my .. wife, kill my .. husband, kill my .. boss, kill my .. neighbor, kill my .. neighbour
kill my .. mother, kill my .. father, kill my .. parents, kill my .. teacher, kill my .. classmate*
kill someone, kill somebody, kill a person, kill people, kill him, kill her, kill them all
kill the president, kill .. children, killing spree*, lynching*, lynched, mass murder*, mass shooting*
massacre*, mutilat*, murder him, murder her, murder my, murder someone, murdered bod*, murdering
rape, raped, rapes, raping, rapist*, *gangrape*, gang rape*, date rape, daterape*, rip .. guts out
ripped apart alive, roadkill eating, school shooting*, school shooter*, shoot up .. school, skinned alive
slaughtered bod*, slit .. throat*, snuff film*, snuff movie*, snuff video*, stab .. to death, stab her
stab him, stabbed .. death, strangl*, strangulat*, terror attack*, terrorist attack*, tortur*, torture porn
beat her to death, beat him to death, beaten to death, bludgeon*, splattered brain*, blow up .. school
blow up .. building, blow up .. airport, blow up .. plane, blow up .. church, blow up .. mosque
blow up .. synagogue
abschlachten, abgeschlachtet*, amoklauf*, amoktat*, blutbad, enthaupt*, erdrossel*, ermorde*, erwürg*
folter*, geköpft*, gekoepft*, gemetzel, kopf abschneiden, kehle durchschneiden, massaker, massenmord*
verstümmel*, vergewaltig*, zerstückel*, umbringen, umbringe, töten wie man, mordanleitung*
assassiner, décapit*, décapité*, démembr*, égorg*, étrangl*, massacr*, mutil*, torturer*, torture*
tuer quelqu'un, tuer ma femme, tuer mon mari, tuer tous les, viol collectif, violeur*, lapider
degoll*, decapit*, descuartiz*, despedaz* cadáver*, destrip*, estrangul*, matar a mi, matar a alguien
matar a todos, masacr*, tiroteo escolar, violación, violar a, violada, violador*
ammazzare mia, ammazzare qualcuno, decapitazion*, sgozzat*, sgozzar*, sgozz*, smembrat*, squartat*
strangol*, stupr*, uccidere mia, uccidere qualcuno, sventrat*
degolad*, esquartej*, estupr*, chacina*, matar alguém, matar minha, matar meu, mutilad*, violador
tiroteio escolar
afslacht*, executievideo, gemarteld*, lijken stapel*, marteling*, massamoord*, onthoofd*, verkracht*
vermoord*, wurg*, bloedbad, doodmartelen, keel doorsnijden, in stukken gesneden, moordpartij
dekapitac*, gwałc*, gwałt*, gwalt*, masakr*, mordow*, morderstw*, obcięta głowa, podciąć gardło, poćwiartow*
rozczłonk*, ściąć głowę, zabić żonę, zabić kogoś, zabij ich, zamordow*, zgwałc*, zwloki, ucięta głowa
зареза*, изнасил*, изуродованн* труп*, отрубленн* голов*, обезглав*, пытк*, пытать, расчлен*, резня, труп
трупы, трупов, убить жену, убить мужа, убить человека, убийство детей, убить всех, задуши*
массовое убийство, кровавая бойня, казнь видео, мучить животных
başını kes*, boğazını kes*, ceset*, işkence*, katlet*, katliam*, kafası kesil*, parçalanmış ceset*, tecavüz*
tecavuz*, öldürmek istiyorum, nasıl öldürülür, karımı öldür*, boğarak öldür*
拷問, 殺し方, 殺人方法, 殺人動画, 惨殺, 斬首, 首を切*, 生首, 切断死体, バラバラ死体, 死体, 虐殺, 強姦, レイプ, デートレイプ, 皆殺し, 人を殺す, 殺してやる, 銃乱射, 無差別殺人
血まみれの死体, スナッフ, 猟奇殺人, 内臓を引き出, リョナ
斩首, 砍头, 虐杀, 酷刑, 肢解, 分尸, 屠杀, 杀人方法, 尸体, 强奸, 血腥
asesinato*, asesinar, asesino en serie, assassinare, assassinato, estrangulad*, how to kill .. person
how to kill .. someone, how to kill .. people, how to kill .. him, how to kill .. her, how to kill .. wife
how to kill .. husband, how to kill .. child*, how to kill .. neighbor*, how to kill .. neighbour*, martelen
gemarteld, mutilated corpse*, ceset, żona zabić
`);

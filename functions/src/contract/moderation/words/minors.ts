import { listOf } from './list-of.ts';

/** Sex and minors. */
export const minorsWords = /* @__PURE__ */ listOf(`
child porn*, childporn*, child sex*, child erotic*, child nud*, naked child*, nude child*, naked kid*
nude kid*, naked boy*, naked girl*, naked little, nude little, naked teen*, nude teen*, nude minor*
naked minor*, naked schoolgirl*, nude schoolgirl*, sexy child*, sexy kid*, sexy little girl*, sexy minor*
sexy schoolgirl*, sexy toddler*, underage sex, underage girl*, underage nud*, underage porn, preteen porn
preteen nud*, preteen sex*, preteen girl* naked, jail bait*, jailbait*, kiddie porn, kiddy porn, kiddyporn
kiddieporn, loli, lolis, lolicon*, lolita*, shota, shotacon*, pedo, pedos, pedobear*, pedophil*, paedophil*
paedo, pthc, csam, csem, cub porn, child groom*, groom a child, molest*, child bride sex, baby porn
babyporn, toddlercon, teen porn, teenporn, teen sex, minor attracted
kinderporno*, kinderpornogr*, kindersex, pädophil*, nackte kinder, nacktes kind, minderjährige nackt
nacktes mädchen, nackter junge
pédophil*, pédoporn*, enfant nu, enfants nus, enfant nue, fillette nue, mineure nue, pornographie infantile
pedófil*, pedofil*, pederast*, niña desnuda, niño desnudo, niñas desnudas, niños desnudos, menor desnuda
menores desnudas, pornografía infantil, porno infantil
pedopornogr*, bambina nuda, bambino nudo, bambini nudi, minorenne nuda, porno minorenni
criança nua, crianças nuas, menina nua, menor nua, pornografia infantil
pedofiel*, naakt kind*, naakte kinderen, naakt meisje, minderjarige naakt
dziecięca pornografia, pornografia dziecięca, naga dziewczynka, nagie dzieci, nagie dziecko
детское порно, детская порнография, педофил*, голые дети, голая девочка, голый мальчик, голые малолет*
малолетк*
çocuk porno*, çıplak çocuk*, çocuk istismar*
児童ポルノ, 児童性虐待, 幼児性愛, ロリコン, ロリータ, ショタコン, 裸の子供, 裸の女児, 小児性愛, 女子高生の裸, jkビジネス
儿童色情, 恋童, 幼女裸, 萝莉裸
`);

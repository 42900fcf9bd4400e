import { listOf } from './list-of.ts';

/** Everyday words, names and phrases that contain a listed word. */
export const allowedWords = /* @__PURE__ */ listOf(`
cockpit*, cock a doodle*, cock and bull, shiitake*, shitake*, harshit*, scunthorpe, penistone, niggard*, maine coon*, raccoon*
chink in, chinks in, spic and span, spick and span, homo sapiens*, homo erectus, homo neanderthal*, homo habilis, homo ludens
ecce homo, dick van dyke, moby dick, philip k dick, dick tracy, dick grayson, dick cheney, tom dick and harry, deadeye dick
blue tit*, great tit*, two great tits, coal tit*, marsh tit*, willow tit*, crested tit*, bearded tit*, long tailed tit*, tit for tat
pussy willow*, pussy cat*, pussy riot, pin prick*, prick .. finger*, prick up, pricks up, wild ass, wild asses
bastard sword*, bastard file*, cum laude, magna cum, summa cum, naked eye*, naked mole rat*, nude lipstick*, nude color*
nude colour*, nude shade*, nude heels, nude tone*, sex education, same sex*, opposite sex, sex ratio*, sexual health
sexual education, sexual reproduction, sexual selection, horny toad*, horny lizard*, john lee hooker, hooker's green
human bondage, bottle nipple*, nipplewort*, strangler fig*, tortured poets, tortured artist*, oilseed rape, rape seed*
rape blossom*, al gore, gore tex*, gore vidal, gore verbinski, bath bomb*, photo bomb*, yarn bomb*, cherry bomb*, seed bomb*
bombe glac*, jelly bomb*, suicide prevention, suicide squad, cul de sac*, culs de sac, boston massacre, cocaine bear
crime scene tape, heroin chic, adult swim, snigger*, bull shit ake, essex, sussex, middlesex
ピエロ, フェラーリ, フェラガモ, エッチング, ヌードル, グレイプ, ドレイプ, ファックス, パチンコ, ぱちんこ, ロマンコメディ
裸足, 裸眼, 裸子植物, 裸一貫, 完全変態, 不完全変態, サクソフォン, ノーパンク, 麻薬探知犬, アナルコ
`);

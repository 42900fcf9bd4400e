import { listOf } from './list-of.ts';

/** Suicide, self-injury and eating disorders as a goal. */
export const selfHarmWords = /* @__PURE__ */ listOf(`
suicide method*, suicide note*, suicide pact*, suicide instructions, suicide tips, suicide bag*
commit suicide, committing suicide, how to .. suicide, painless suicide, assisted suicide at home
kill myself, killing myself, end my life, end my own life, want to die, wanna die, hang myself
hanging myself, cut myself, cutting myself, cut my wrist*, cutting .. wrists, slit my wrist*, slit .. wrists
slashed wrists, self harm*, selfharm*, self injury, self mutilat*, hurt myself, shoot myself, overdose on
how to overdose, jump off a bridge to die, lethal dose of, kys, kill yourself, kill urself, go hang yourself
drink bleach, pro ana, proana, pro mia, promia, thinspo*, thinspiration, starve myself, anorexia tips
bulimia tips, make myself throw up, purge after meals, meanspo, bonespo
mich umbringen, bring mich um, bring dich um, mir das leben nehmen, selbstmord*, suizidmethode*
suizid begehen, ich will sterben, mich ritzen, ritzen anleitung, selbstverletz*, pulsadern aufschneiden
mich aufhängen
me suicider, se suicider, suicide-toi, comment me tuer, envie de mourir, je veux mourir, me scarifier
scarification*, me pendre, m'ouvrir les veines, me couper les veines, automutil*
suicidarme, suicidarse, cómo suicid*, quiero morir, quiero matarme, matarme, quitarme la vida
cortarme las venas, autolesion*, ahorcarme
suicidarmi, mi suicido, voglio morire, ammazzarmi, uccidermi, togliermi la vita, tagliarmi le vene
impiccarmi
me matar, quero morrer, suicidar*, como me suicid*, tirar minha vida, cortar os pulsos, cortar meus pulsos
automutila*, me enforcar
zelfmoord*, mezelf doden, mezelf snijden, ik wil dood, mezelf ophangen, polsen doorsnijden, zelfbeschadig*
automutilatie*
popełnić samobójstwo, samobójstw*, zabić się, chcę umrzeć, chce umrzec, powiesić się, pociąć się
podciąć sobie żyły, samookalecz*
покончить с собой, самоубийств*, суицид*, убить себя, хочу умереть, повеситься, порезать вены, вскрыть вены
самоповрежд*, убей себя
intihar*, kendimi öldür*, ölmek istiyorum, bileklerimi kes*, kendimi asmak, kendime zarar
自殺, 自傷, リストカット, 死にたい, 首を吊る, 首吊り, 飛び降りて死
自杀, 自残, 割腕, 想死, 上吊
`);

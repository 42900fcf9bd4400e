import { type Phoneme, type Posture, phonemes, rest } from './phonemes.ts';
import type { Pronounce } from './pronounce.ts';

/** One stretch of a mouth's movement. */
export interface Movement {
  readonly ms: number;
  readonly posture: Posture;
  /** How high the voice is meant to be, 1: as usual. */
  readonly pitch: number;
}

export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A text as it is to be spoken: movements one after another, and when each word is said. */
export interface Score {
  readonly movements: readonly Movement[];
  readonly words: readonly SpokenWord[];
  readonly durationMs: number;
}

/** Milliseconds of silence before the first word and after the last. */
const LEAD_MS = 80;
const TAIL_MS = 220;
const PAUSES_MS: readonly (readonly [end: RegExp, ms: number])[] = [
  [/[.!?…。！？]["'”’)\]]*$/u, 380],
  [/[:;–—]["'”’)\]]*$/u, 280],
  [/[,、，]["'”’)\]]*$/u, 190],
];
const PARAGRAPH_MS = 480;
/** A language whose letters nobody here can read still takes its time. */
const MURMUR = ['M', 'AX', 'N', 'AX'];

/** Decides how a text is spoken: its sounds, their lengths, its melody and its pauses. `pace` 1 is as usual, 2 twice as fast. */
export function scoreText(text: string, { pronounce, pace }: { pronounce: Pronounce; pace: number }): Score {
  const score = new ScoreInMaking();
  score.hold(rest, LEAD_MS);
  for (const phrase of phrasesOf(text)) {
    const spoken = phrase.words.map((written) => ({ written, sounds: soundsOf(written, pronounce) }));
    const last = spoken.findLastIndex(({ sounds }) => sounds.length > 0);
    const count = Math.max(spoken.length - 1, 1);
    for (const [index, { written, sounds }] of spoken.entries()) {
      // A voice falls through a phrase; it rises at the end of a question.
      const fall = 1.08 - 0.16 * (index / count);
      const isLast = index === last;
      score.say(written, { sounds, pace, fall, ending: isLast ? phrase.ending : 'none' });
    }
    score.hold(rest, phrase.pauseMs / pace);
  }
  score.hold(rest, TAIL_MS);
  return score.finish();
}

function soundsOf(written: string, pronounce: Pronounce): string[] {
  const sounds = pronounce(written);
  if (sounds.length > 0 || !/\p{L}/u.test(written)) return sounds;
  return [...written].slice(0, 12).flatMap((_, index) => MURMUR.slice((index % 2) * 2, (index % 2) * 2 + 2));
}

type Ending = 'fall' | 'rise' | 'hang' | 'none';

interface Phrase {
  readonly words: readonly string[];
  readonly pauseMs: number;
  readonly ending: Ending;
}

function phrasesOf(text: string): Phrase[] {
  return text
    .split(/\n+/)
    .map((line) => line.match(/\S+/g) ?? [])
    .filter((words) => words.length > 0)
    .flatMap((words) => {
      const phrases: Phrase[] = [];
      let open: string[] = [];
      for (const [index, word] of words.entries()) {
        open.push(word);
        const pause = PAUSES_MS.find(([end]) => end.test(word))?.[1];
        const isEnd = index === words.length - 1;
        if (pause === undefined && !isEnd) continue;
        const ending = /\?["'”’)\]]*$/.test(word) ? 'rise' : isEnd || pause === 380 ? 'fall' : 'hang';
        phrases.push({ words: open, pauseMs: isEnd ? PARAGRAPH_MS : (pause ?? 0), ending });
        open = [];
      }
      return phrases;
    });
}

interface WordOptions {
  readonly sounds: readonly string[];
  readonly pace: number;
  readonly fall: number;
  readonly ending: Ending;
}

class ScoreInMaking {
  readonly #movements: Movement[] = [];
  readonly #words: SpokenWord[] = [];
  #timeMs = 0;
  #pitch = 1;

  hold(posture: Posture, ms: number): void {
    this.#add({ posture, ms, pitch: this.#pitch });
  }

  say(written: string, { sounds, pace, fall, ending }: WordOptions): void {
    const startMs = this.#timeMs;
    const said = sounds.map(readSound);
    const lastVowel = said.findLastIndex(({ phoneme }) => phoneme.kind === 'vowel');
    for (const [index, { phoneme, stress }] of said.entries()) {
      const isFinal = ending !== 'none' && index >= lastVowel;
      const bend = !isFinal ? 0 : { fall: -0.2, rise: 0.35, hang: 0.06, none: 0 }[ending];
      this.#pitch = fall * (1 + (stress === 1 ? 0.11 : stress === 2 ? 0.04 : -0.02)) + bend;
      const next = said[index + 1]?.phoneme;
      const isCluster = phoneme.kind !== 'vowel' && next !== undefined && next.kind !== 'vowel';
      const ms =
        (phoneme.ms *
          (phoneme.kind === 'vowel' ? ([0.62, 1.12, 0.9][stress] ?? 1) : isCluster ? 0.78 : 1) *
          (isFinal ? 1.35 : 1)) /
        pace;
      this.#sound(phoneme, { ms, next, before: said[index - 1]?.phoneme });
    }
    if (said.length > 0) this.#words.push({ text: written, startMs, endMs: this.#timeMs });
  }

  finish(): Score {
    return { movements: this.#movements, words: this.#words, durationMs: this.#timeMs };
  }

  #sound(
    phoneme: Phoneme,
    { ms, next, before }: { ms: number; next: Phoneme | undefined; before: Phoneme | undefined },
  ): void {
    const { posture } = phoneme;
    const onto = next?.posture ?? posture;
    switch (phoneme.kind) {
      case 'stop': {
        const closed = { ...posture, hiss: 0, voice: posture.voice * 0.5 };
        const isVoiced = posture.voice > 0;
        const hisses = phoneme === phonemes.CH || phoneme === phonemes.JH;
        this.hold(closed, ms * 0.8);
        this.hold({ ...posture, voice: posture.voice * 0.5 }, hisses ? ms * 0.9 : 14);
        // After a voiceless stop the breath comes before the voice, but not after an S.
        const isPuffed = !isVoiced && !hisses && next && next.kind !== 'stop' && before !== phonemes.S;
        if (isPuffed && next.kind !== 'fricative') {
          this.hold({ ...onto, voice: 0, nasal: 0, hiss: posture.hiss * 0.12, breath: 0.45 }, 34);
        }
        return;
      }
      case 'breath':
        this.hold({ ...onto, voice: 0, nasal: 0, hiss: 0, breath: posture.breath }, ms);
        return;
      case 'vowel': {
        this.hold(posture, ms * 0.5);
        this.hold(phoneme.glidesTo ?? posture, ms * 0.5);
        return;
      }
      default:
        this.hold(posture, ms);
    }
  }

  #add(movement: Movement): void {
    if (movement.ms <= 0) return;
    this.#movements.push(movement);
    this.#timeMs += movement.ms;
  }
}

function readSound(sound: string): { phoneme: Phoneme; stress: number } {
  const [, name = '', digit] = /^([A-Z]+)(\d)?$/.exec(sound) ?? [];
  const stress = Number(digit ?? 1);
  const phoneme = phonemes[name === 'AH' && stress === 0 ? 'AX' : name] ?? (phonemes.AX as Phoneme);
  return { phoneme, stress };
}

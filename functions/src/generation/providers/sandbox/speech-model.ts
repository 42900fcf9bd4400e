import type { SpeechModelV4 } from '@ai-sdk/provider';
import { speechSeconds } from '../../../contract/index.ts';
import { encodeSound } from '../media/encode-sound.ts';
import type { CallLog } from './call-log.ts';
import { loadPronunciation } from './speech/pronounce.ts';
import { type Score, scoreText } from './speech/score-text.ts';
import { SPEECH_RATE, synthesise } from './speech/synthesise.ts';
import { voiceOf } from './speech/voice-of.ts';
import { wordTimesComment } from './speech/word-times.ts';
import { malformedFile, stageCall } from './stage-call.ts';

/** A speech model that speaks by formant synthesis: MP3 that knows when each of its words is said. */
export function createSpeechModel(modelId: string, { calls }: { calls: CallLog }): SpeechModelV4 {
  const voice = voiceOf(modelId);
  return {
    specificationVersion: 'v4',
    provider: 'sandbox.speech',
    modelId,
    async doGenerate({ text, speed = 1, headers, abortSignal }) {
      const directives = await stageCall(text, { calls, headers, abortSignal });
      const speak = async () => {
        const score = await scoreInTime(directives.text, voice.pace * speed);
        const samples = await synthesise(score, { voice, abortSignal });
        const comment = wordTimesComment(score.words);
        return encodeSound({ samples, rateHz: SPEECH_RATE, channels: 1, comment, abortSignal });
      };
      return {
        audio: directives.malformed ? malformedFile : await speak(),
        warnings: [],
        response: { timestamp: new Date(), modelId },
      };
    },
  };
}

/** Speaks faster what takes longer than any text is reckoned to take, as numbers in digits do. */
async function scoreInTime(text: string, pace: number): Promise<Score> {
  const pronounce = await loadPronunciation();
  const mostMs = speechSeconds(text) * 1_000;
  let score = scoreText(text, { pronounce, pace });
  // Some of each sound takes its time at any pace.
  for (let hurry = pace; score.durationMs > mostMs && hurry < FASTEST; ) {
    hurry *= 1.1 * (score.durationMs / mostMs);
    score = scoreText(text, { pronounce, pace: hurry });
  }
  return score;
}

const FASTEST = 50;

import type { StandIn, StandInContext } from './handler.ts';
import { speak } from './making/speak.ts';
import { hearWords } from './making/word-times.ts';
import { malformedFile, replyJson, replyMade } from './reply.ts';
import { stage } from './stage.ts';

const errors = {
  refused: [400, 'content_against_policy'],
  busy: [429, 'system_busy'],
  broken: [500, 'internal_server_error'],
} as const;

/** Stands in for ElevenLabs: speech, transcription and forced alignment. */
export function createElevenLabsStandIn(context: StandInContext): StandIn {
  return {
    async handle({ request, response }) {
      const [, voice] = /^\/v1\/text-to-speech\/(\w+)$/.exec(request.path) ?? [];
      if (request.path === '/v1/models') {
        replyJson(response, []);
      } else if (voice) {
        const { text, model_id } = request.json();
        const directives = await stage(String(text), { request, ...context });
        const speaking = { voice: `${model_id} ${voice}`, signal: request.signal };
        const body = directives.malformed ? malformedFile : await speak(directives.text, speaking);
        replyMade(response, directives, { body, type: 'audio/mpeg' });
      } else if (request.path === '/v1/forced-alignment' || request.path === '/v1/speech-to-text') {
        const form = await request.form();
        const directives = await stage(String(form.get('text') ?? ''), { request, ...context });
        const recording = form.get('file');
        const bytes = new Uint8Array(
          await (recording instanceof Blob ? recording : new Blob([])).arrayBuffer(),
        );
        const heard = directives.malformed
          ? []
          : await hearWords(bytes, { text: directives.text, signal: request.signal });
        const words = heard.map(({ text, startMs, endMs }) => ({
          ...{ text, type: 'word', start: startMs / 1_000, end: endMs / 1_000 },
          loss: 0,
        }));
        const text = heard.map((word) => word.text).join(' ');
        const body = { language_code: 'eng', language_probability: 1, text, words, characters: [], loss: 0 };
        replyMade(response, directives, { body });
      } else {
        return false;
      }
      return true;
    },
    fail({ kind, message }, { response }) {
      const [status, name] = errors[kind];
      replyJson(response, { detail: { status: name, message } }, status);
    },
  };
}

import type { ServerResponse } from 'node:http';
import { answer, sendWords } from './conversation.ts';
import type { Directives } from './directives.ts';
import type { Exchange, StandIn, StandInContext } from './handler.ts';
import { type ImageFormat, restyleImage } from './making/encode-image.ts';
import { paintImage } from './making/paint-image.ts';
import { speak } from './making/speak.ts';
import { hearWords } from './making/word-times.ts';
import type { Message } from './making/write-answer.ts';
import { beginEvents, malformedFile, replyJson, replyMade } from './reply.ts';
import { stage } from './stage.ts';

const errors = {
  refused: [400, 'content_policy_violation'],
  busy: [429, 'rate_limit_exceeded'],
  broken: [500, 'server_error'],
} as const;

/** Stands in for OpenAI, and for whatever speaks its protocol: images, edits, chat, speech, transcription, moderation. */
export function createOpenAiStandIn(context: StandInContext): StandIn {
  const pages: Record<string, (exchange: Exchange) => Promise<void>> = {
    async '/models'({ response }) {
      replyJson(response, { object: 'list', data: [] });
    },
    async '/moderations'({ response }) {
      replyJson(response, { results: [{ flagged: false, categories: {}, category_scores: {} }] });
    },
    async '/images/generations'({ request, response }) {
      const { model, prompt, size, output_format } = request.json();
      const directives = await stage(String(prompt), { request, ...context });
      const [width, height] = sizeOf(size);
      const painting = { prompt: directives.text, model: String(model), width, height };
      const { signal } = request;
      await replyImage(response, directives, () =>
        paintImage({ ...painting, format: formatOf(output_format), signal }),
      );
    },
    async '/images/edits'({ request, response }) {
      const form = await request.form();
      const directives = await stage(String(form.get('prompt') ?? ''), { request, ...context });
      const source = await bytesIn(form, ['image', 'image[]']);
      const format = formatOf(form.get('output_format'));
      const { signal } = request;
      await replyImage(response, directives, () =>
        restyleImage(source, { instruction: directives.text, format, signal }),
      );
    },
    async '/audio/speech'({ request, response }) {
      const { model, input, voice } = request.json();
      const directives = await stage(String(input), { request, ...context });
      const speaking = { voice: `${model} ${voice}`, signal: request.signal };
      const body = directives.malformed ? malformedFile : await speak(directives.text, speaking);
      replyMade(response, directives, { body, type: 'audio/mpeg' });
    },
    async '/audio/transcriptions'({ request, response }) {
      const form = await request.form();
      const directives = await stage(String(form.get('prompt') ?? ''), { request, ...context });
      const heard = await hearWords(await bytesIn(form, ['file']), {
        text: directives.text,
        signal: request.signal,
      });
      const words = heard.map(({ text, startMs, endMs }) => ({
        word: text,
        start: startMs / 1_000,
        end: endMs / 1_000,
      }));
      const text = heard.map((word) => word.text).join(' ');
      replyMade(response, directives, {
        body: { text, language: 'english', duration: words.at(-1)?.end ?? 0, words, segments: [] },
      });
    },
    '/chat/completions': (exchange) => complete(exchange, context),
  };
  return {
    async handle(exchange) {
      const page = pages[exchange.request.path];
      await page?.(exchange);
      return page !== undefined;
    },
    fail({ kind, message }, { response }) {
      const [status, code] = errors[kind];
      replyJson(response, { error: { message, type: code, code, param: null } }, status);
    },
  };
}

async function replyImage(response: ServerResponse, directives: Directives, make: () => Promise<Buffer>) {
  const image = directives.malformed ? malformedFile : await make();
  const data = [{ b64_json: image.toString('base64') }];
  replyMade(response, directives, { body: { created: nowSeconds(), data } });
}

async function complete({ request, response }: Exchange, context: StandInContext): Promise<void> {
  const body = request.json();
  const options = {
    wantsJson: body.response_format !== undefined,
    maxTokens: Number(body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY),
  };
  const composed = await answer(messagesOf(body.messages), options, { ...context, request });
  const { directives, tokens, isCut, inputTokens } = composed;
  const finish_reason = isCut ? 'length' : 'stop';
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: tokens.length,
    total_tokens: inputTokens + tokens.length,
  };
  const head = { id: 'chatcmpl-stand-in', created: nowSeconds(), model: body.model };
  if (body.stream !== true) {
    const message = { role: 'assistant', content: tokens.join('') };
    const choices = [{ index: 0, message, finish_reason }];
    return replyMade(response, directives, { body: { ...head, object: 'chat.completion', choices, usage } });
  }
  const sendEvent = beginEvents(response);
  if (directives.malformed) {
    sendEvent('{"choices": [{"del');
    return void response.end();
  }
  const chunk = (choices: object[], more = {}) =>
    sendEvent({ ...head, object: 'chat.completion.chunk', choices, ...more });
  const send = (content: string) => chunk([{ index: 0, delta: { content }, finish_reason: null }]);
  if (!(await sendWords(composed, response, { ...context, request, send }))) return;
  chunk([{ index: 0, delta: {}, finish_reason }]);
  chunk([], { usage });
  sendEvent('[DONE]');
  response.end();
}

function messagesOf(messages: unknown): Message[] {
  return (messages as { role: Message['role']; content: string | { text?: string }[] }[]).map(
    ({ role, content }) => ({
      role,
      content: typeof content === 'string' ? content : content.map(({ text = '' }) => text).join(''),
    }),
  );
}

function sizeOf(size: unknown): [width: number, height: number] {
  const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(String(size)) ?? [];
  return width && height ? [Number(width), Number(height)] : [768, 512];
}

function formatOf(format: unknown): ImageFormat {
  return format === 'webp' || format === 'jpeg' ? format : 'png';
}

async function bytesIn(form: FormData, names: readonly string[]): Promise<Uint8Array> {
  const file = names.map((name) => form.get(name)).find((value) => value instanceof Blob);
  return new Uint8Array(await (file ?? new Blob([])).arrayBuffer());
}

const nowSeconds = () => Math.floor(Date.now() / 1_000);

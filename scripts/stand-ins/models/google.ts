import { answer, sendWords } from './conversation.ts';
import type { Exchange, StandIn, StandInContext } from './handler.ts';
import { type Job, Jobs } from './jobs.ts';
import { restyleImage } from './making/encode-image.ts';
import { filmVideo } from './making/film-video.ts';
import { paintImage } from './making/paint-image.ts';
import { speak } from './making/speak.ts';
import type { Message } from './making/write-answer.ts';
import { beginEvents, malformedFile, replyJson, replyMade } from './reply.ts';
import { sizeOfShape } from './size-of-shape.ts';
import { stage, stageJob } from './stage.ts';

interface Part {
  text?: string;
  inlineData?: { mimeType: string; data: string };
}
interface Body {
  contents?: { role?: string; parts: Part[] }[];
  systemInstruction?: { parts: Part[] };
  generationConfig?: {
    maxOutputTokens?: number;
    responseMimeType?: string;
    responseModalities?: string[];
    imageConfig?: { aspectRatio?: string };
  };
  instances?: { prompt?: string }[];
  parameters?: { durationSeconds?: number; aspectRatio?: string };
}

const errors = {
  refused: [400, 'INVALID_ARGUMENT'],
  busy: [429, 'RESOURCE_EXHAUSTED'],
  broken: [500, 'INTERNAL'],
} as const;

/** Stands in for Google's Gemini API: Gemini for text, images, edits and speech, Veo for video. */
export function createGoogleStandIn(context: StandInContext): StandIn {
  const jobs = new Jobs(context.jobMs);

  async function generate(model: string, { request, response }: Exchange): Promise<void> {
    const body = request.json() as Body;
    const modality = body.generationConfig?.responseModalities?.find((one) => one !== 'TEXT');
    const parts = body.contents?.at(-1)?.parts ?? [];
    const prompt = textOf(parts);
    if (modality === undefined && !model.includes('image')) return converse(body, { request, response });
    const directives = await stage(prompt, { request, ...context });
    const signal = request.signal;
    const source = parts.find(({ inlineData }) => inlineData)?.inlineData?.data;
    const [width, height] = sizeOfShape(body.generationConfig?.imageConfig?.aspectRatio, 768);
    const make = () => {
      if (modality === 'AUDIO') return speak(directives.text, { voice: model, signal });
      if (!source)
        return paintImage({ prompt: directives.text, model, width, height, format: 'jpeg', signal });
      return restyleImage(Buffer.from(source, 'base64'), {
        instruction: directives.text,
        format: 'jpeg',
        signal,
      });
    };
    const data = (directives.malformed ? malformedFile : await make()).toString('base64');
    const inlineData = { mimeType: modality === 'AUDIO' ? 'audio/mpeg' : 'image/jpeg', data };
    replyMade(response, directives, { body: { candidates: [candidate([{ inlineData }])] } });
  }

  async function converse(body: Body, { request, response }: Exchange, isStream = false): Promise<void> {
    const { maxOutputTokens = Number.POSITIVE_INFINITY, responseMimeType } = body.generationConfig ?? {};
    const options = { wantsJson: responseMimeType === 'application/json', maxTokens: maxOutputTokens };
    const composed = await answer(messagesOf(body), options, { ...context, request });
    const { directives, tokens, isCut, inputTokens } = composed;
    const usageMetadata = {
      promptTokenCount: inputTokens,
      candidatesTokenCount: tokens.length,
      totalTokenCount: inputTokens + tokens.length,
    };
    const finishReason = isCut ? 'MAX_TOKENS' : 'STOP';
    if (!isStream) {
      const candidates = [{ ...candidate([{ text: tokens.join('') }]), finishReason }];
      return replyMade(response, directives, { body: { candidates, usageMetadata } });
    }
    const sendEvent = beginEvents(response);
    const send = (text: string) =>
      sendEvent({ candidates: [{ content: { role: 'model', parts: [{ text }] } }] });
    if (directives.malformed) sendEvent('{"candidates": [{"con');
    else if (!(await sendWords(composed, response, { ...context, request, send }))) return;
    else sendEvent({ candidates: [{ content: { role: 'model', parts: [] }, finishReason }], usageMetadata });
    response.end();
  }

  function begin(model: string, { request, response }: Exchange): void {
    const { instances = [], parameters = {} } = request.json() as Body;
    const directives = stageJob(instances[0]?.prompt ?? '', { request, ...context });
    const [width, height] = sizeOfShape(parameters.aspectRatio ?? '16:9', 640);
    const film = { prompt: directives.text, model, seconds: parameters.durationSeconds ?? 8, width, height };
    const id = jobs.begin(directives, (signal) => filmVideo(film, signal));
    replyJson(response, { name: `models/${model}/operations/${id}` });
  }

  function follow(id: string, job: Job, { request, response }: Exchange): void {
    const name = request.path.slice(1);
    const generateVideoResponse = job.directives.refuse
      ? { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['A switch in the prompt asked for it.'] }
      : { generatedSamples: [{ video: { uri: `${request.baseUrl}/files/${id}:download?alt=media` } }] };
    const ended = job.directives.cut
      ? { error: { code: 13, message: 'The work broke off.' } }
      : { response: { generateVideoResponse } };
    replyJson(response, { name, ...(job.isDone() && { done: true, ...ended }) });
  }

  return {
    async handle(exchange) {
      const { request, response } = exchange;
      const [, model = '', method] = /^\/models\/([\w.-]+):(\w+)$/.exec(request.path) ?? [];
      const [, operation] = /^\/models\/[\w.-]+\/operations\/(\w+)$/.exec(request.path) ?? [];
      const [, file = ''] = /^\/files\/(\w+):download$/.exec(request.path) ?? [];
      const job = jobs.find(operation ?? file);
      if (request.path === '/models') replyJson(response, { models: [] });
      else if (method === 'generateContent') await generate(model, exchange);
      else if (method === 'streamGenerateContent') await converse(request.json() as Body, exchange, true);
      else if (method === 'predictLongRunning') begin(model, exchange);
      else if (job && operation) follow(operation, job, exchange);
      else if (job) response.end(await job.file(request.signal));
      else return false;
      return true;
    },
    fail({ kind, message }, { request, response }) {
      // What a safety filter stops comes with a good status and without content.
      const stopped = { candidates: [{ content: {}, finishReason: 'SAFETY' }] };
      if (kind === 'refused' && request.path.endsWith(':streamGenerateContent')) {
        beginEvents(response)(stopped);
        return void response.end();
      }
      if (kind === 'refused') return replyJson(response, stopped);
      const [code, status] = errors[kind];
      replyJson(response, { error: { code, message, status } }, code);
    },
  };
}

function candidate(parts: readonly Part[]) {
  return { content: { role: 'model', parts }, finishReason: 'STOP', index: 0 };
}

function messagesOf({ systemInstruction, contents = [] }: Body): Message[] {
  const system: Message[] = systemInstruction
    ? [{ role: 'system', content: textOf(systemInstruction.parts) }]
    : [];
  const said = contents.map(
    ({ role, parts }): Message => ({ role: role === 'model' ? 'assistant' : 'user', content: textOf(parts) }),
  );
  return [...system, ...said];
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ text = '' }) => text).join('');
}

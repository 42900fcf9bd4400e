import type { Directives } from './directives.ts';
import type { StandIn, StandInContext } from './handler.ts';
import { type Job, Jobs } from './jobs.ts';
import { enlargeImage, restyleImage } from './making/encode-image.ts';
import { filmVideo } from './making/film-video.ts';
import { paintImage } from './making/paint-image.ts';
import { playMusic } from './making/play-music.ts';
import { replyJson } from './reply.ts';
import { sizeOfShape } from './size-of-shape.ts';
import { pause, stageJob } from './stage.ts';

interface Input {
  prompt?: string;
  seed?: number;
  aspect_ratio?: string;
  duration?: number;
  image?: string;
  input_image?: string;
  /** How many times as wide and high an image is to become. */
  scale?: number;
}

const statuses = { refused: 400, busy: 429, broken: 500 } as const;
/** As long as Replicate holds an answer back for `Prefer: wait`. */
const LONGEST_WAIT_MS = 60_000;

/** Stands in for Replicate: predictions of images, edits, enlargements, video and music by whatever model is named. */
export function createReplicateStandIn(context: StandInContext): StandIn {
  // Pictures come as soon as they are asked for; only their own switch makes them slow.
  const quick = new Jobs(0);
  const slow = new Jobs(context.jobMs);
  const find = (id: string) => quick.find(id) ?? slow.find(id);

  function begin(model: string, input: Input, directives: Directives): string {
    const { aspect_ratio, duration, image, input_image, scale, seed } = input;
    const { text: prompt } = directives;
    const source = (input_image ?? image)?.split(',')[1];
    if (/music|audio/.test(model)) {
      return slow.begin(directives, (signal) => playMusic({ prompt, model, seconds: duration ?? 8 }, signal));
    }
    if (/video|veo|wan|kling|seedance/.test(model)) {
      const [width, height] = sizeOfShape(aspect_ratio ?? '16:9', 640);
      return slow.begin(directives, (signal) =>
        filmVideo({ prompt, model, seconds: duration ?? 5, width, height }, signal),
      );
    }
    if (source && scale) {
      const original = Buffer.from(source, 'base64');
      return quick.begin(directives, (signal) =>
        enlargeImage(original, { factor: scale, format: 'webp', signal }),
      );
    }
    const [width, height] = sizeOfShape(aspect_ratio, 768);
    return quick.begin(directives, (signal) =>
      source
        ? restyleImage(Buffer.from(source, 'base64'), { instruction: prompt, format: 'webp', signal })
        : paintImage({ prompt, seed, model, width, height, format: 'webp', signal }),
    );
  }

  return {
    async handle({ request, response }) {
      const [, model, page] = /^\/models\/([\w.-]+\/[\w.-]+?)(\/predictions)?$/.exec(request.path) ?? [];
      const [, id] = /^\/predictions\/(\w+)$/.exec(request.path) ?? [];
      const [, file] = /^\/files\/(\w+)$/.exec(request.path) ?? [];
      if (request.path === '/account') {
        replyJson(response, { type: 'user', username: 'stand-in' });
      } else if (model && !page) {
        replyJson(response, { latest_version: { id: Buffer.from(model).toString('hex') } });
      } else if (page || request.path === '/predictions') {
        const { version = '', input = {} } = request.json() as { version?: string; input?: Input };
        const directives = stageJob(input.prompt ?? '', { request, ...context });
        const begun = begin(model ?? Buffer.from(version, 'hex').toString(), input, directives);
        const job = quick.find(begun);
        if (job) await pause(Math.min(directives.slowMs, LONGEST_WAIT_MS), request.signal);
        replyJson(response, prediction(begun, job, request.baseUrl), 201);
      } else if (id && find(id)) {
        replyJson(response, prediction(id, find(id), request.baseUrl));
      } else if (file && find(file)) {
        response.end(await find(file)?.file(request.signal));
      } else {
        return false;
      }
      return true;
    },
    fail({ kind, message }, { response }) {
      replyJson(response, { detail: message }, statuses[kind]);
    },
  };
}

function prediction(id: string, job: Job | undefined, baseUrl: string) {
  const links = { id, urls: { get: `${baseUrl}/predictions/${id}` } };
  if (!job?.isDone()) return { ...links, status: 'processing', output: null, error: null };
  const error = job.directives.refuse
    ? 'The input or output was flagged as sensitive. Please try again. (E005)'
    : job.directives.cut
      ? 'The work broke off.'
      : null;
  if (error) return { ...links, status: 'failed', output: null, error };
  return { ...links, status: 'succeeded', output: `${baseUrl}/files/${id}`, error: null };
}

import type { Exchange, StandIn, StandInContext } from './handler.ts';
import { type Job, Jobs } from './jobs.ts';
import { restyleImage } from './making/encode-image.ts';
import { filmVideo } from './making/film-video.ts';
import { paintImage } from './making/paint-image.ts';
import { replyJson, replyMade } from './reply.ts';
import { stage, stageJob } from './stage.ts';

interface Input {
  prompt?: string;
  seed?: number;
  duration?: string;
  aspect_ratio?: string;
  image_url?: string;
  image_size?: { width?: number; height?: number };
}

const statuses = { refused: 422, busy: 429, broken: 500 } as const;
const flagged = { detail: [{ loc: ['body', 'prompt'], msg: 'Flagged.', type: 'content_policy_violation' }] };

/** Stands in for fal: images and edits at once, video by its queue. */
export function createFalStandIn(context: StandInContext): StandIn {
  const images = new Jobs(0);
  const videos = new Jobs(context.jobMs);

  function filmed(id: string, { directives, isDone }: Job, baseUrl: string): [body: object, status: number] {
    if (!isDone()) return [{ detail: 'Request is still in progress' }, 400];
    if (directives.refuse) return [flagged, 422];
    if (directives.cut) return [{ detail: 'The work broke off.' }, 400];
    return [{ video: { url: `${baseUrl}/files/${id}`, content_type: 'video/mp4' } }, 200];
  }

  async function order({ request, response }: Exchange): Promise<void> {
    const { path, baseUrl } = request;
    const { prompt = '', seed, duration, image_url, image_size } = request.json() as Input;
    const model = path.slice(1);
    if (request.targetHost === 'queue.fal.run') {
      const directives = stageJob(prompt, { request, ...context });
      const seconds = Number.parseInt(duration ?? '5', 10);
      const film = { prompt: directives.text, model, seconds, width: 640, height: 360 };
      const id = videos.begin(directives, (signal) => filmVideo(film, signal));
      return replyJson(response, {
        request_id: id,
        response_url: `https://queue.fal.run${path}/requests/${id}`,
      });
    }
    const directives = await stage(prompt, { request, ...context });
    const { width = 768, height = 512 } = image_size ?? {};
    const source = image_url?.split(',')[1];
    const image = { prompt: directives.text, seed, model, width, height, format: 'jpeg' as const };
    const id = images.begin(directives, (signal) =>
      source
        ? restyleImage(Buffer.from(source, 'base64'), { ...image, instruction: image.prompt, signal })
        : paintImage({ ...image, signal }),
    );
    replyMade(response, directives, { body: { images: [{ url: `${baseUrl}/files/${id}` }] } });
  }

  return {
    async handle(exchange) {
      const { request, response } = exchange;
      const { path, signal, baseUrl } = request;
      const [, id] = /\/requests\/(\w+)$/.exec(path) ?? [];
      const [, file] = /^\/files\/(\w+)$/.exec(path) ?? [];
      const job = id ? videos.find(id) : undefined;
      const made = file ? (images.find(file) ?? videos.find(file)) : undefined;
      if (made) response.end(await made.file(signal));
      else if (id && job) replyJson(response, ...filmed(id, job, baseUrl));
      else if (request.method === 'POST') await order(exchange);
      else return false;
      return true;
    },
    fail({ kind, message }, { response }) {
      replyJson(response, kind === 'refused' ? flagged : { detail: message }, statuses[kind]);
    },
  };
}

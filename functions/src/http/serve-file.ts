import type { RequestHandler } from 'express';
import { AppError, SECOND_MS } from '../contract/index.ts';
import { mediaTypeOf } from '../generation/outputs/media-types.ts';
import type { ApiServices } from './api-services.ts';
import { HttpProblem } from './problem.ts';

/** Files may be viewed, but nothing in them may run. */
const policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/** Serves files of the local output store, whole or in parts, to anyone with a valid link. */
export function serveFile({
  links,
  outputPlace,
  now,
}: Pick<ApiServices, 'links' | 'outputPlace' | 'now'>): RequestHandler {
  return ({ params, query }, response, next) => {
    const place = outputPlace();
    if (place.kind !== 'folder') throw new AppError('not-found', { reason: 'no-files' });
    const path = (params.path as unknown as string[]).join('/');
    const { expires, signature } = query;
    const { expiresAtMs } = links.open({ path, expires: String(expires), signature: String(signature) });
    const maxAgeSeconds = Math.floor((expiresAtMs - now()) / SECOND_MS);
    response.set({
      'cache-control': `private, max-age=${maxAgeSeconds}, immutable`,
      'content-disposition': 'inline',
      'content-security-policy': policy,
      'content-type': mediaTypeOf(path),
      // A file's name is derived from its content.
      etag: `"${path.slice(path.lastIndexOf('/') + 1)}"`,
    });
    const options = { root: place.folder, cacheControl: false, lastModified: false };
    response.sendFile(path, options, (error) => {
      if (!error || response.headersSent) return;
      for (const name of ['content-disposition', 'etag']) response.removeHeader(name);
      next(problemOfFile(error));
    });
  };
}

function problemOfFile(error: Error & { status?: number; headers?: Record<string, string> }): Error {
  if (error.status === 416) {
    return new HttpProblem('range-not-satisfiable', 'The file has no such part.', error.headers);
  }
  return error.status === 404 ? new AppError('not-found', { reason: 'file' }) : error;
}

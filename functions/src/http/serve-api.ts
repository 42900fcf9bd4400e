import type { Express, Request, Response } from 'express';
import type { ApiServices } from './api-services.ts';

/** Serves the API. Its router is loaded with the first request, because no other function needs it. */
export function serveApi(services: ApiServices): (request: Request, response: Response) => Promise<void> {
  let loading: Promise<Express> | null = null;
  return async (request, response) => {
    loading ??= import('./create-api.ts').then(({ createApi }) => createApi(services));
    (await loading)(request, response);
  };
}

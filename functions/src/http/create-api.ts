import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { AppError } from '../contract/index.ts';
import { deviceIdOf, traceOf } from '../platform/calls/call-context.ts';
import { guardedCall, parseRequest } from '../platform/calls/guard.ts';
import { toWireError } from '../platform/calls/wire-error.ts';
import { hostingProxies } from '../platform/deploy/config.ts';
import { withTrace } from '../platform/signals/trace.ts';
import type { ApiServices } from './api-services.ts';
import { describeApi } from './open-api.ts';
import { HttpProblem, toHeaders, toProblem } from './problem.ts';
import { needsAgreement, type Route } from './route.ts';
import { createRoutes } from './routes.ts';
import { serveFile } from './serve-file.ts';
import { verifySignIn } from './verify-sign-in.ts';

/** The same as the limit of a callable's request. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A token may be sent from any page, because no cookie grants access here. */
const anyOrigin = cors({
  origin: '*',
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'traceparent', 'range', 'device-id'],
  exposedHeaders: ['retry-after', 'trace-id', 'location', 'accept-ranges', 'content-range'],
  maxAge: 86_400,
});

/**
 * Creates the HTTP form of the backend: the same handlers as the callables, under `/api` of the site and at the
 * function's own address without it.
 */
export function createApi(services: ApiServices): Express {
  const routes = createRoutes(services);
  const router = express.Router({ caseSensitive: true });
  const document = describeApi(routes);
  router
    .route('/openapi.json')
    .get((_, response) => void response.json(document))
    .all(refuseMethod(['get']));
  router
    .route('/files/{*path}')
    .get(serveFile(services))
    .all(refuseMethod(['get']));
  for (const [path, some] of Map.groupBy(routes, (route) => route.path)) {
    const place = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const route of some) place[route.method](...(route.request ? readBody : []), serve(services, route));
    place.all(refuseMethod(some.map(({ method }) => method)));
  }
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(anyOrigin, prepare);
  app.use('/api', router);
  app.use(router);
  app.use(({ path }) => {
    throw new AppError('not-found', { reason: 'address', path: path.slice(0, 200) });
  });
  app.use(answerProblem);
  return app;
}

/** Gives a request one trace id: the caller's, from the W3C Trace Context header, or a new one. */
const prepare: RequestHandler = ({ headers }, response, next) => {
  const trace = traceOf({}, headers);
  const { traceId } = trace;
  response.locals.traceId = traceId;
  response.set({ 'trace-id': traceId, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  withTrace(trace, next);
};

/** Cloud Functions reads a body of any type and nearly any size before this runs. */
const refuseBody: RequestHandler = (request, _, next) => {
  const { rawBody } = request as Request & { rawBody?: Buffer };
  const hasBody = request.get('content-length') !== '0';
  if (hasBody && request.is('application/json') === false) {
    throw new HttpProblem('unsupported-media-type', 'Send JSON, as "Content-Type: application/json".');
  }
  if ((rawBody?.length ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  next();
};

const readBody = [refuseBody, express.json({ limit: MAX_BODY_BYTES, strict: false })];

function tooLarge(): HttpProblem {
  return new HttpProblem('payload-too-large', `Send at most ${MAX_BODY_BYTES} bytes.`);
}

function refuseMethod(methods: readonly Route['method'][]): RequestHandler {
  const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']));
  const allow = [...allowed, 'OPTIONS'].join(', ');
  return ({ method }) => {
    throw new HttpProblem('method-not-allowed', `${method} is not for this address: ${allow}.`, { allow });
  };
}

function serve(services: ApiServices, route: Route): RequestHandler {
  return async (request, response) => {
    const { traceId } = response.locals;
    const idempotencyKey = request.get('idempotency-key') ?? null;
    response.locals.route = route.id;
    const ask = () => ({
      body: route.request ? parseRequest(route.request, request.body ?? {}) : null,
      params: route.params ? parseRequest(route.params, { ...request.params }) : {},
      idempotencyKey,
    });
    const answer = await (async () => {
      if (route.caller === null) return route.serve(ask());
      const auth = await verifySignIn(services.auth, request.get('authorization'));
      response.locals.uid = auth?.uid;
      const deviceId = deviceIdOf(request.get('device-id'));
      return guardedCall(services, {
        ...{ auth, rawRequest: request, deviceId, proxies: hostingProxies() },
        ...{ traceId, allowed: route.caller, asksForWork: route.makesRequest },
        needsAgreement: needsAgreement(route),
        parse: ask,
        selectWork: ({ body, params }) => ({ ...body, ...params, ...route.work }),
        handle: (parsed, { context, rejection }) => route.serve(parsed, context, rejection),
      });
    })();
    const status = route.statusOf?.(answer) ?? 200;
    if (status === 202) response.set('location', `/api/activities/${answer.requestId}`);
    response.status(status).json(answer);
  };
}

/** Turns any error into a problem document. */
const answerProblem: ErrorRequestHandler = (thrown, _request, response, next) => {
  if (response.headersSent) return next(thrown);
  const { traceId, route = 'api', uid = null } = response.locals;
  const error = known(thrown);
  const isHttp = error instanceof HttpProblem;
  const problem = isHttp
    ? toProblem({ code: error.code, message: error.message, traceId, details: {} })
    : toProblem(toWireError(error, { callable: route, traceId, uid }));
  const headers = { 'cache-control': 'no-store', ...toHeaders(problem), ...(isHttp ? error.headers : {}) };
  response.status(problem.status).set(headers).send(JSON.stringify(problem));
};

/** Translates errors of the router and its body parser into ours. */
function known(thrown: { type?: string; status?: number }): unknown {
  if (thrown instanceof AppError || thrown instanceof HttpProblem) return thrown;
  if (thrown.status === 413) return tooLarge();
  if (thrown.status === 415) {
    return new HttpProblem('unsupported-media-type', 'This encoding of a body cannot be read.');
  }
  if (thrown.status === 400) return new AppError('invalid-argument', { reason: 'not-json' });
  return thrown;
}

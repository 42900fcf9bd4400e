import { z } from 'zod';
import { type ErrorCode, GenerationInput, GenerationOutput } from '../contract/index.ts';
import { ActivityState, CreditPacks, Credits, Generated, Held } from './answers.ts';
import { Problem, type ProblemCode, statusOf } from './problem.ts';
import type { Route } from './route.ts';

/** The schemas that have a name in the document. All others are written where they are used. */
const named = {
  GenerationInput,
  GenerationOutput,
  ActivityState,
  CreditPacks,
  Credits,
  Generated,
  Held,
  Problem,
};

type Json = Record<string, unknown>;

/** Returns the OpenAPI 3.1 document of a list of routes, with the schemas of the contract. */
export function describeApi(routes: readonly Route[]): Json {
  const schemas = schemasOf(routes);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Firemeter',
      version: '1',
      description:
        'AI work metered in credits. Amounts are integer micros: 1 credit = 1,000,000 micros. Every error is a problem document (RFC 9457).',
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, schemas.get(schema)])),
      securitySchemes: {
        idToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Firebase ID token' },
      },
    },
  };
}

/** Returns every schema of a route and every named one as JSON Schema. Named schemas are used by reference. */
function schemasOf(routes: readonly Route[]): Map<z.ZodType, Json> {
  const ids = new Map<z.ZodType, string>(Object.entries(named).map(([name, schema]) => [schema, name]));
  for (const { id, request, answer } of routes) {
    for (const schema of [request, answer]) {
      if (schema && !ids.has(schema)) ids.set(schema, `${id}-${schema === request ? 'request' : 'answer'}`);
    }
  }
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of ids) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
  });
  return new Map(
    [...ids].map(([schema, id]) => {
      const { $schema: _, $id: __, ...plain } = schemas[id] ?? {};
      return [schema, plain as Json];
    }),
  );
}

function operationOf(route: Route, schemas: Map<z.ZodType, Json>): Json {
  const { id, summary, description, caller, request, answer, example, statusOf: status } = route;
  const schemaOf = (schema: z.ZodType) => {
    const known = Object.entries(named).find(([, one]) => one === schema);
    return known ? { $ref: `#/components/schemas/${known[0]}` } : schemas.get(schema);
  };
  const answered = (text: string) => ({
    description: text,
    content: {
      'application/json': { schema: schemaOf(answer), example: example.answer },
    },
  });
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    security: caller === null ? [] : [{ idToken: [] }],
    parameters: parametersOf(route),
    ...(request && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: schemaOf(request), example: example.body },
        },
      },
    }),
    responses: {
      200: answered('It is done.'),
      ...(status && { 202: answered('It is under way: its activity tells how it goes.') }),
      ...problemsOf(route),
    },
  };
}

function parametersOf({ params, makesRequest, example }: Route): Json[] {
  const properties = params ? (z.toJSONSchema(params).properties ?? {}) : {};
  const inPath = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
    example: example.params?.[name],
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A UUID of version 7, made once per intent and sent again with every retry: it is charged once. Made by the server where it is missing.',
    schema: { type: 'string', format: 'uuid' },
  };
  return makesRequest ? [...inPath, key] : inPath;
}

/** Returns each status with the error codes that lead to it. */
function problemsOf({ caller, request, params, problems }: Route): Json {
  const codes: ProblemCode[] = [
    ...(problems as ErrorCode[]),
    ...(caller === null ? [] : (['unauthenticated', 'permission-denied', 'blocked'] as const)),
    ...(request || params ? (['invalid-argument'] as const) : []),
    ...(request ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    ...(['busy', 'not-configured', 'internal'] as const),
  ];
  const byStatus = Map.groupBy([...new Set(codes)], statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.join(', '),
        ...(some.some((code) => statusOf(code) === 429 || code === 'busy') && {
          headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
        }),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

import { type Span, type SpanOptions, trace } from '@opentelemetry/api';
import { afterEach, expect, test, vi } from 'vitest';
import { currentTraceId, readTraceparent, traceHeaders, withSpan, withTrace } from './trace.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

afterEach(() => {
  trace.disable();
});

test('a traceparent says the trace, the span it comes from and whether it is sampled', () => {
  expect(readTraceparent(`00-${traceId}-${parentId}-01`)).toEqual({ traceId, parentId, isSampled: true });
  expect(readTraceparent(`00-${traceId}-${parentId}-00`)?.isSampled).toBe(false);
  expect(readTraceparent(`01-${traceId}-${parentId}-01-of-a-later-version`)).toMatchObject({ traceId });
});

test.each([
  ['no text', undefined],
  ['an object', {}],
  ['an empty trace', `00-${'0'.repeat(32)}-${parentId}-01`],
  ['an empty span', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['the forbidden version', `ff-${traceId}-${parentId}-01`],
  ['capital letters', `00-${traceId.toUpperCase()}-${parentId}-01`],
  ['something longer', `00-${traceId}a-${parentId}-01`],
])('%s is no traceparent', (_, sent) => {
  expect(readTraceparent(sent)).toBeNull();
});

test('what is called from within a trace is told the trace and a span of its own', async () => {
  const to = { traceId, parentId, isSampled: true };
  const sent = await withTrace(to, async () => {
    await Promise.resolve();
    expect(currentTraceId()).toBe(traceId);
    return traceHeaders().traceparent;
  });
  expect(readTraceparent(sent)).toMatchObject({ traceId, isSampled: true });
  expect(sent).not.toContain(parentId);
});

test('outside of a trace nobody is told anything', () => {
  expect(currentTraceId()).toBeUndefined();
  expect(traceHeaders()).toEqual({});
});

test('a span is recorded where there is a provider of them, and ends when its work fails too', async () => {
  const spans: { name: string; options: SpanOptions }[] = [];
  const end = vi.fn();
  const setStatus = vi.fn();
  const startActiveSpan = (name: string, options: SpanOptions, work: (span: Span) => unknown) => {
    spans.push({ name, options });
    return work({ end, setStatus } as unknown as Span);
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startActiveSpan, startSpan: vi.fn() }) as never });
  expect(await withSpan('commit', { writes: 3 }, async () => 'done')).toBe('done');
  await expect(withSpan('model', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(spans.map(({ name }) => name)).toEqual(['commit', 'model']);
  expect(spans[0]?.options.attributes).toEqual({ writes: 3 });
  expect(end).toHaveBeenCalledTimes(2);
  expect(setStatus).toHaveBeenCalledTimes(1);
});

test('without one the work is done all the same', async () => {
  expect(await withSpan('commit', {}, async () => 'done')).toBe('done');
});

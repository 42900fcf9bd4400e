import { creditsToMicros, readBalanceFacts } from '@firemeter/functions/contract';
import { deleteApp, initializeApp } from 'firebase/app';
import { renderToString } from 'react-dom/server';
import { afterAll, expect, test } from 'vitest';
import {
  CreditBalance,
  CreditPacksModal,
  FiremeterProvider,
  GenerationCostIndicator,
  LotList,
  ModelRecommendation,
  UsageHistory,
  useModels,
  useQuote,
} from './index.ts';

const app = initializeApp({ projectId: 'demo-kit', apiKey: 'demo' }, 'rendering');
afterAll(() => deleteApp(app));

function EveryComponent() {
  const quote = useQuote({ operation: 'image', input: { kind: 'image', prompt: 'a kite' } });
  const models = useModels({ operation: 'image', input: { kind: 'image', prompt: 'a kite' } });
  return (
    <>
      <CreditBalance />
      <GenerationCostIndicator quote={quote} />
      <ModelRecommendation models={models} model="" onModel={() => undefined} />
      <UsageHistory />
      <LotList lots={[]} unlimited={false} debtMicros={creditsToMicros(3)} />
      <CreditPacksModal open={false} onClose={() => undefined} />
    </>
  );
}

test('every component renders on a server, where there is no document and nobody is signed in', () => {
  expect(globalThis.document).toBeUndefined();
  const html = renderToString(
    <FiremeterProvider app={app}>
      <EveryComponent />
    </FiremeterProvider>,
  );
  expect(html).toContain('Looking up the price…');
  expect(html).toContain('Loading your usage…');
  expect(html).toContain('−3');
});

test('texts and numbers are in the language that the app chooses', () => {
  const html = renderToString(
    <FiremeterProvider app={app} locale="de-DE" accountId={null}>
      <LotList lots={[]} unlimited={false} debtMicros={creditsToMicros(1_234.5)} />
    </FiremeterProvider>,
  );
  expect(html).toContain('−1.234,5');
});

test('a hook without a provider says what is missing', () => {
  expect(() => renderToString(<CreditBalance />)).toThrow('Put a FiremeterProvider around');
});

test('a balance is read from a stored account without its schema, and from nothing else', () => {
  const lot = { lotId: 'a', source: 'bonus', grantedAtMs: 1, remainingMicros: 5 };
  const stored = { schemaVersion: 3, kind: 'person', debtMicros: 0, lots: [lot], laterField: true };
  expect(readBalanceFacts(stored)).toEqual({
    ...{ kind: 'person', debtMicros: 0, unlimited: false },
    lots: [{ ...lot, expiresAtMs: null, frozen: false }],
  });
  for (const other of [{ ...stored, schemaVersion: 5 }, { ...stored, lots: 'none' }, {}]) {
    expect(readBalanceFacts(other)).toBeNull();
  }
});

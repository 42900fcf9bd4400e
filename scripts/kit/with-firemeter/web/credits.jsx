import {
  CreditBalance,
  canRun,
  FiremeterProvider,
  GenerationCostIndicator,
  UsageHistory,
  useOperation,
  useQuote,
} from '@firemeter/react';
import { useState } from 'react';
import { app } from './firebase.js';
import '@firemeter/react/styles.css';

/** Takes the place of the app's own `Summary`. */
export function Summary() {
  return (
    <FiremeterProvider app={app}>
      <MeteredSummary />
    </FiremeterProvider>
  );
}

function MeteredSummary() {
  const [text, setText] = useState('');
  const quote = useQuote({ operation: 'summarize', atMost: { inputTokens: text.length, outputTokens: 200 } });
  const { state, run, retry } = useOperation('summarize');
  const isReady = quote.kind === 'priced' && canRun(quote.state) && state.status !== 'running';
  return (
    <>
      <CreditBalance />
      <textarea aria-label="Text" value={text} onChange={({ target }) => setText(target.value)} />
      <GenerationCostIndicator id="cost" quote={quote} />
      <button
        type="button"
        disabled={!isReady}
        aria-describedby="cost"
        onClick={() => run({ text }, { quote })}
      >
        Summarize
      </button>
      {state.status === 'done' && <output>{state.value}</output>}
      {state.status === 'failed' && (
        <p role="alert">
          {state.error.message}{' '}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      <UsageHistory />
    </>
  );
}

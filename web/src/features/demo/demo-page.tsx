import type { PresetName } from '@firemeter/functions/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Wordmark } from '../../components/layout/logo.tsx';
import { usePageTitle } from '../../lib/page/use-page-title.ts';
import { AmountExamples } from './amount-examples.tsx';
import { BalanceExample } from './balance-example.tsx';
import { CostExample } from './cost-example.tsx';
import { ErrorExamples } from './error-examples.tsx';
import { GuestExample } from './guest-example.tsx';
import { HistoryExample } from './history-example.tsx';
import { ModelExamples } from './model-examples.tsx';
import { PackExamples } from './pack-examples.tsx';
import { PaymentExamples } from './payment-examples.tsx';
import { PresetChoice } from './preset-choice.tsx';

/** Every component that has to do with credits, in every state, to try and to copy. */
export function DemoPage() {
  usePageTitle('Credit components');
  const [preset, setPreset] = useState<PresetName>('studio');
  return (
    <div className="glow-top min-h-dvh">
      <header className="mx-auto flex max-w-5xl items-center justify-between px-4 py-4 sm:px-6">
        <Link to="/" aria-label="Firemeter: to the studio" className="rounded-lg">
          <Wordmark />
        </Link>
      </header>
      <main id="main" className="mx-auto max-w-5xl px-4 pt-4 pb-24 sm:px-6">
        <h1 className="font-semibold text-3xl tracking-tight">Credit components</h1>
        <p className="mt-2 max-w-2xl text-ink-2">
          Each in every state, with the code that shows it. Move what can be moved: prices and states are
          computed by the functions that the server charges by. Nothing here talks to a server.
        </p>
        <div className="mt-5">
          <PresetChoice preset={preset} onPreset={setPreset} />
        </div>
        <div className="mt-10 space-y-14">
          <CostExample />
          <BalanceExample />
          <AmountExamples />
          <HistoryExample />
          <GuestExample />
          <ModelExamples key={preset} preset={preset} />
          <PackExamples preset={preset} />
          <PaymentExamples />
          <ErrorExamples />
        </div>
      </main>
    </div>
  );
}

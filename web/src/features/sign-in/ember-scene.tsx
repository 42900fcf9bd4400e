import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Flame, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import { Wordmark } from '../../components/layout/logo.tsx';

const steps: readonly { icon: LucideIcon; word: string; text: string; className: string }[] = [
  { icon: Hourglass, word: t`Held`, text: t`The price is shown, then set aside.`, className: 'text-held' },
  { icon: Flame, word: t`Spent`, text: t`Charged when the work succeeds.`, className: 'text-spent' },
  { icon: Undo2, word: t`Returned`, text: t`Refunded when it doesn’t.`, className: 'text-returned' },
];

/** The one idea of the product, beside its door. */
export function EmberScene() {
  return (
    <aside
      aria-label={t`About Firemeter`}
      className="sticky top-0 hidden h-dvh overflow-hidden border-line border-e bg-sunken p-10 lg:flex lg:flex-col"
    >
      <div aria-hidden="true" className="absolute inset-0">
        <div className="absolute -bottom-[30%] start-[8%] size-[42rem] animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.7_0.2_42/0.42),transparent)] blur-2xl" />
        <div className="absolute -end-[18%] -bottom-[12%] size-[32rem] animate-drift rounded-full bg-[radial-gradient(closest-side,oklch(0.82_0.16_75/0.3),transparent)] blur-2xl [animation-delay:-3s]" />
        <div className="absolute inset-0 bg-[linear-gradient(var(--line)_1px,transparent_1px),linear-gradient(90deg,var(--line)_1px,transparent_1px)] bg-[size:56px_56px] opacity-50 [mask-image:radial-gradient(70%_70%_at_40%_70%,black,transparent)]" />
      </div>
      <div className="relative">
        <Wordmark />
      </div>
      <div className="relative mt-auto max-w-lg">
        <p className="text-balance font-semibold text-[2.5rem] leading-[1.08] tracking-[-0.03em] xl:text-5xl">
          <Trans>Know what every spark costs.</Trans>
        </p>
        <p className="mt-4 max-w-md text-base text-ink-2">
          <Trans>
            Create with AI and watch each credit as it moves. If work fails, you only pay for what was
            delivered.
          </Trans>
        </p>
        <ul className="mt-9 grid grid-cols-3 gap-3">
          {steps.map(({ icon: Icon, word, text, className }) => (
            <li key={word} className="rounded-xl border border-line bg-surface/70 p-3.5 backdrop-blur">
              <Icon aria-hidden="true" className={`size-4.5 ${className}`} />
              <p className="mt-2.5 font-semibold">{word}</p>
              <p className="mt-0.5 text-ink-2 text-xs">{text}</p>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}

import { TERMS_VERSION } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { Wordmark } from '../../components/layout/logo.tsx';
import { usePageTitle } from '../../lib/page/use-page-title.ts';

interface PaperProps {
  title: string;
  /** The other one. */
  other: { to: '/terms' | '/refunds'; label: string };
  sections: readonly { title: string; text: ReactNode }[];
}

/** A text that is agreed to. What stands in brackets is for whoever runs this to fill in. */
export function Paper({ title, other, sections }: PaperProps) {
  usePageTitle(title);
  return (
    <div className="glow-top min-h-dvh">
      <header className="mx-auto flex max-w-2xl items-center justify-between px-5 py-4">
        <Link to="/" aria-label={t`Firemeter: go to studio`} className="rounded-lg">
          <Wordmark />
        </Link>
      </header>
      <main id="main" className="mx-auto max-w-2xl px-5 pt-6 pb-24">
        <h1 className="font-semibold text-3xl tracking-tight">{title}</h1>
        <p className="mt-2 text-ink-3">
          <Trans>Version {TERMS_VERSION}. Each payment records the version agreed to.</Trans>
        </p>
        <p className="mt-6 flex gap-2.5 rounded-xl border border-held/40 bg-held/8 p-3.5 text-[0.8125rem] text-ink-2">
          <FileText aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-held" />
          <Trans>
            A template for whoever runs this: fill in what stands in [brackets], and have it looked at by
            somebody who knows the law where you sell.
          </Trans>
        </p>
        <div className="mt-8 space-y-7 text-[0.9375rem] leading-relaxed">
          {sections.map((section) => (
            <section key={section.title}>
              <h2 className="font-semibold text-lg">{section.title}</h2>
              <p className="mt-1.5 text-ink-2">{section.text}</p>
            </section>
          ))}
        </div>
        <p className="mt-10 border-line border-t pt-5">
          <Link to={other.to} className="text-ember-text underline underline-offset-2">
            {other.label}
          </Link>
        </p>
      </main>
    </div>
  );
}

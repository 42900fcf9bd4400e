import type { Catalog, GuestAllowance } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Flame } from 'lucide-react';
import { signUpPromise } from '../../lib/money/welcome-promise.ts';
import { countdownText } from '../../lib/texts/format.ts';
import { buttonClass } from '../ui/button.tsx';

interface SignUpPromptProps {
  allowance: GuestAllowance;
  grants: Catalog['grants'];
  nowMs: number;
}

/** What an account brings to somebody without one. */
export function SignUpPrompt({ allowance, grants, nowMs }: SignUpPromptProps) {
  const { remaining, nextTurnAtMs } = allowance;
  const promise = signUpPromise(grants);
  return (
    <section
      aria-label={t`Sign up`}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-ember/30 bg-ember-soft p-4"
    >
      <Flame aria-hidden="true" className="size-5 shrink-0 text-ember-text" />
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {remaining === 0 ? t`Your free turns are used up` : t`${remaining} free left`}
          {nextTurnAtMs !== null && (
            <span className="nums font-normal text-ink-2">
              {' · '}
              <Trans>the next one in {countdownText(nextTurnAtMs - nowMs)}</Trans>
            </span>
          )}
        </p>
        <p className="text-ink-2">
          {promise === null
            ? t`Sign up to keep everything you’ve made.`
            : t`${promise}. You keep everything you’ve made.`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/sign-in"
          search={{ door: 'sign-in' }}
          className={buttonClass({ size: 'small', look: 'quiet' })}
        >
          <Trans>I have an account</Trans>
        </Link>
        <Link
          to="/sign-in"
          search={{ door: 'sign-up' }}
          className={buttonClass({ size: 'small', look: 'primary' })}
        >
          <Trans>Sign up</Trans>
        </Link>
      </div>
    </section>
  );
}

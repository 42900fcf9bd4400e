import type { Catalog, GuestAllowance } from '@firemeter/functions/contract';
import { Link } from '@tanstack/react-router';
import { Flame } from 'lucide-react';
import { countdownText } from '../lib/format.ts';
import { signUpPromise } from '../lib/welcome-promise.ts';
import { buttonClass } from './button.tsx';

interface SignUpPromptProps {
  allowance: GuestAllowance;
  grants: Catalog['grants'];
  nowMs: number;
}

/** What an account brings to somebody without one. */
export function SignUpPrompt({ allowance, grants, nowMs }: SignUpPromptProps) {
  const { remaining, nextTurnAtMs } = allowance;
  return (
    <section
      aria-label="Sign up"
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-ember/30 bg-ember-soft p-4"
    >
      <Flame aria-hidden="true" className="size-5 shrink-0 text-ember-text" />
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {remaining === 0 ? 'Your free turns are used up' : `${remaining} free left`}
          {nextTurnAtMs !== null && (
            <span className="nums font-normal text-ink-2">
              {' '}
              · the next one in {countdownText(nextTurnAtMs - nowMs)}
            </span>
          )}
        </p>
        <p className="text-ink-2">{signUpPromise(grants) ?? 'Sign up'}; what you made stays yours.</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/sign-in"
          search={{ door: 'sign-in' }}
          className={buttonClass({ size: 'small', look: 'quiet' })}
        >
          I have an account
        </Link>
        <Link
          to="/sign-in"
          search={{ door: 'sign-up' }}
          className={buttonClass({ size: 'small', look: 'primary' })}
        >
          Sign up
        </Link>
      </div>
    </section>
  );
}

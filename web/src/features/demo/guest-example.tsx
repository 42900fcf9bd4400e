import { creditsToMicros, DAY_MS, GUEST_WINDOW, guestAllowance } from '@firemeter/functions/contract';
import { useState } from 'react';
import { useNow } from '#kit/hooks/use-now.ts';
import { GuestMeter } from '../../components/people/guest-meter.tsx';
import { SignUpPrompt } from '../../components/people/sign-up-prompt.tsx';
import { AmountSlider } from './amount-slider.tsx';
import { Case, Example } from './example.tsx';
import { exampleGuest } from './example-account.ts';

const code = `import { GuestMeter } from './components/guest-meter.tsx';
import { SignUpPrompt } from './components/sign-up-prompt.tsx';
import { useGuestAllowance } from './lib/use-guest-allowance.ts';

const guest = useGuestAllowance();

{guest && <GuestMeter {...guest} />}
{guest && <SignUpPrompt {...guest} grants={catalog.grants} />}`;

/** Free turns: how many are left, when the next one comes, and what signing up brings. */
export function GuestExample() {
  const [taken, setTaken] = useState(2);
  const nowMs = useNow({ everyMs: 1_000 });
  const takenMs = exampleGuest(taken).windows[GUEST_WINDOW] ?? [];
  const allowance = guestAllowance([{ limit: { max: 3, windowMs: DAY_MS }, takenMs }], nowMs);
  return (
    <Example
      title="Guests"
      text="Three free turns in a rolling day; each comes back 24 hours after it was used."
      code={code}
      controls={<AmountSlider label="Turns taken" value={taken} most={3} onValue={setTaken} />}
    >
      <Case name="meter">
        <div className="w-fit">
          <GuestMeter allowance={allowance} nowMs={nowMs} />
        </div>
      </Case>
      <div className="mt-6 -mb-6">
        <Case name="prompt">
          <SignUpPrompt
            allowance={allowance}
            grants={{ welcomeMicros: creditsToMicros(50), welcomeNeedsVerifiedEmail: false }}
            nowMs={nowMs}
          />
        </Case>
      </div>
    </Example>
  );
}

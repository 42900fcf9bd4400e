import { Button } from '../../components/button.tsx';

/** Where buying will begin. */
export function NotOnSaleYet() {
  return (
    <div className="space-y-1.5">
      <Button disabled className="w-full">
        Buy
      </Button>
      <p className="text-center text-ink-3 text-xs">Buying comes soon. Until then the team grants credits.</p>
    </div>
  );
}

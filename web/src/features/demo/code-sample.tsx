import { Check, Copy } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { useCopy } from '../../components/ui/use-copy.ts';

/** Code to take along. */
export function CodeSample({ code, label }: { code: string; label: string }) {
  const { copied, copy } = useCopy(code);
  const Icon = copied ? Check : Copy;
  return (
    <div className="relative mt-3">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-xl border border-line bg-sunken p-4 pe-24 font-mono text-xs leading-relaxed"
      >
        <code>{code}</code>
      </pre>
      <Button
        size="small"
        aria-label={copied ? `Copied the code of ${label}` : `Copy the code of ${label}`}
        onClick={copy}
        className="absolute top-2.5 end-2.5"
      >
        <Icon aria-hidden="true" className="size-3.5" /> {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

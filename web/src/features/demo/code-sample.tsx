import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';

/** Code to take along. */
export function CodeSample({ code, label }: { code: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
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
        onClick={() => {
          navigator.clipboard.writeText(code).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
        className="absolute top-2.5 end-2.5"
      >
        <Icon aria-hidden="true" className="size-3.5" /> {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

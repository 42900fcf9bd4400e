import { CircleAlert } from 'lucide-react';

export function FormError({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p
      role="alert"
      className="flex animate-rise items-start gap-2 rounded-lg border border-bad/30 bg-bad/8 px-3 py-2.5 text-[0.8125rem] text-bad"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {text}
    </p>
  );
}

import { Switch as Radix } from 'radix-ui';

interface SwitchProps {
  /** Read aloud: what is on or off. */
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** On or off, at once. */
export function Switch({ label, checked, disabled = false, onChange }: SwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative h-6 w-10 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors disabled:opacity-50 data-[state=checked]:border-ok data-[state=checked]:bg-ok/25"
    >
      <Radix.Thumb className="block size-4 translate-x-[3px] rtl:-translate-x-[3px] rounded-full bg-ink-3 transition-[translate,background-color] data-[state=checked]:translate-x-[19px] rtl:data-[state=checked]:-translate-x-[19px] data-[state=checked]:bg-ok" />
    </Radix.Root>
  );
}

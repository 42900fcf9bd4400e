/** Initials on a color of their own, the same for the same person each time. */
export function Avatar({ name, className = 'size-8 text-xs' }: { name: string; className?: string }) {
  const initials = name
    .split(/[\s@._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  let hue = 0;
  for (const character of name) hue = (hue * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return (
    <span
      aria-hidden="true"
      className={`${className} grid shrink-0 place-items-center rounded-full font-semibold text-[oklch(0.2_0.03_60)]`}
      style={{
        background: `linear-gradient(140deg, oklch(0.86 0.09 ${hue}), oklch(0.74 0.12 ${hue + 40}))`,
      }}
    >
      {initials}
    </span>
  );
}

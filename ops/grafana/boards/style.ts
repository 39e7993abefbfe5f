// What colours and words mean, on every board.
import { ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

export const good = "green";
export const doubtful = "orange";
export const bad = "red";
export const neutral = "blue";

/** A colour, then the values from which others hold: `from(good, [1, doubtful], [5, bad])`. */
export function from(colour: string, ...steps: [number, string][]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: colour }, ...steps.map(([value, color]) => ({ value, color }))]);
}

/** What is written instead of a number: `words({ 0: ["down", bad] })`. */
export function words(meaning: Record<number, [string, string]>): ValueMapping[] {
  const options = Object.entries(meaning).map(([value, [text, color]], index) => [value, { text, color, index }]);
  return [{ type: "value", options: Object.fromEntries(options) }] as ValueMapping[];
}

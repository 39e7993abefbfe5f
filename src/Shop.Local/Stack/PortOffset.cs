using System.Globalization;

namespace Shop.Local.Stack;

/// <summary>Shifts every port of a stack, so that several run side by side.</summary>
internal readonly record struct PortOffset
{
    /// <summary>The highest port, Sentinel's 26381, then still lies below those that Linux gives to outgoing connections (32768).</summary>
    private const int Highest = 6300;

    /// <summary>Stacks lie this far apart: each has some twenty ports, no two of which end alike.</summary>
    public const int Step = 100;

    private PortOffset(int value) => Value = value;

    public int Value { get; }

    public static PortOffset Parse(string text) =>
        TryParse(text) ?? throw new Refusal($"The port offset must be 0 or a multiple of {Step} up to {Highest}, not '{text}'.");

    public static PortOffset? TryParse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= Highest && value % Step == 0
            ? new PortOffset(value)
            : null;
}

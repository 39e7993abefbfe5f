using System.Globalization;

namespace Shop.Bench.Findings;

/// <summary>A figure that was aimed at, and what it is.</summary>
internal sealed record Aim(string What, double Value, double Bound, bool IsLeast, string Unit = "")
{
    public bool IsReached => IsLeast ? Value >= Bound : Value <= Bound;

    public static Aim AtLeast(string what, double value, double bound) => new(what, value, bound, IsLeast: true);

    public static Aim AtMost(string what, double value, double bound, string unit = "") => new(what, value, bound, IsLeast: false, unit);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsReached ? "reached" : "missed ")}  {What}: {Value:0.00}{Unit}, aimed at {(IsLeast ? "at least" : "at most")} {Bound:0.00}{Unit}");
}

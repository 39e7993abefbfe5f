namespace Shop.Local.Drill;

/// <summary>One promise that was broken.</summary>
/// <param name="Mark">Of the operation, where there is one.</param>
internal sealed record Violation(ViolationKind Kind, string Text, string Mark = "");

internal enum ViolationKind
{
    /// <summary>Acknowledged, and not there, or not as it was acknowledged.</summary>
    Lost,

    /// <summary>There more than once, or though it was refused or never asked for.</summary>
    Doubled,

    /// <summary>More sold than there was, or a stock that its movements do not explain.</summary>
    Oversold,

    /// <summary>A read that showed less than its client had been told before.</summary>
    Stale,

    /// <summary>An answer that a client must not get.</summary>
    Failed,

    /// <summary>An alert that had to reach the webhook and did not, or that did not end.</summary>
    Unalerted,
}

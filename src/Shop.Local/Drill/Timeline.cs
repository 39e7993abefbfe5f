namespace Shop.Local.Drill;

/// <summary>When what happened, since the load began.</summary>
internal sealed record Timeline(TimeSpan Fault, TimeSpan Heal, TimeSpan End);

namespace Shop.Local.Drill;

/// <summary>An alert that reached the webhook.</summary>
/// <param name="Fired">When it arrived, since the load began.</param>
/// <param name="Resolved">When its end arrived; null while it has not.</param>
internal sealed record AlertNotice(string Name, string Severity, TimeSpan Fired, TimeSpan? Resolved = null);

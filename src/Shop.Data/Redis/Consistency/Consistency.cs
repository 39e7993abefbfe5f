namespace Shop.Data.Redis;

/// <summary>
/// What one call may be shown, and how far what it was shown reaches. One for each call: its reads never go back behind each other, nor behind
/// what the client was told before.
/// </summary>
public sealed class Consistency
{
    /// <summary>Which nodes may answer. Default <see cref="ReadConsistency.Session"/>.</summary>
    public ReadConsistency Level { get; set; }

    /// <summary>
    /// At first what the client has seen before the call, or null; then what the call's last read has shown. A node that does not reach it is
    /// passed over: another one of the read set is asked, then the master, for as long as a read is held.
    /// </summary>
    public Watermark? Seen { get; set; }

    /// <summary>Which node the last read was answered by, for spans.</summary>
    internal (string Node, bool IsMaster)? AnsweredBy { get; set; }
}

/// <summary>Which nodes may answer a read.</summary>
public enum ReadConsistency
{
    /// <summary>The read set, then the master: what was acknowledged is seen.</summary>
    Session,

    /// <summary>The master alone. While there is none the read is held.</summary>
    Strong,

    /// <summary>Any node, also a replica that lags; one of the read set where there is one.</summary>
    Eventual,
}

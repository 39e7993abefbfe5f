using Shop.Data.Redis;

namespace Shop.Data.Audit;

/// <summary>
/// Who changed what: the last 100 000 changes. It is written by the changes' own scripts (audit.lua) and read from the read set, so that a
/// change which was acknowledged is in it.
/// </summary>
public sealed class AuditStore
{
    private static readonly LuaScript FindAudit = LuaScript.Load(nameof(FindAudit));

    private readonly Reads _reads;

    internal AuditStore(Reads reads) => _reads = reads;

    /// <summary>One page, in the order in which the changes were made.</summary>
    public Task<PageOf<AuditEntry>> ListAsync(AuditFilter filter, PageQuery page, Consistency consistency, CancellationToken cancellationToken) =>
        _reads.FindAsync(
            FindAudit, [Keys.Audit], page, filter.ToArguments(), (fields, _) => AuditEntry.From(fields), consistency, cancellationToken);
}

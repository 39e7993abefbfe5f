using System.Globalization;

namespace Shop.Data.Redis;

/// <summary>Reads the answer to <c>INFO replication</c>.</summary>
internal static class ReplicationInfo
{
    public static NodeObservation Parse(string address, string info, TimeSpan askedAt)
    {
        var fields = FieldsOf(info);
        var isMaster = string.Equals(fields["role"], "master", StringComparison.Ordinal);

        // A replica's own stream counter may run ahead of what it has applied; slave_repl_offset is what it has applied.
        var offset = fields[isMaster ? "master_repl_offset" : "slave_repl_offset"];
        return new NodeObservation(
            address,
            isMaster,
            isMaster ? null : $"{fields["master_host"]}:{fields["master_port"]}",
            !isMaster && string.Equals(fields["master_link_status"], "up", StringComparison.Ordinal),
            long.Parse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            [.. fields.Where(field => IsReplicaLine(field.Key)).Select(field => ReplicaAddress(PartsOf(field.Value))).OfType<string>()],
            askedAt)
        {
            History = fields.GetValueOrDefault("master_replid", ""),
            FormerHistory = fields.GetValueOrDefault("master_replid2") is { } former && former.AsSpan().ContainsAnyExcept('0') ? former : null,
        };
    }

    private static Dictionary<string, string> FieldsOf(string info) => info
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(':', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static Dictionary<string, string> PartsOf(string line) =>
        line.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);

    // slave0:ip=127.0.0.1,port=6380,state=online,offset=14,lag=0
    private static bool IsReplicaLine(string field) =>
        field.StartsWith("slave", StringComparison.Ordinal) && field.Length > 5 && char.IsAsciiDigit(field[5]);

    /// <summary>
    /// Null for one without a port: not a node but a program that copies the data, a backup. It never confirms a write: nobody may wait for it.
    /// </summary>
    private static string? ReplicaAddress(Dictionary<string, string> parts) =>
        string.Equals(parts["port"], "0", StringComparison.Ordinal) ? null : $"{parts["ip"]}:{parts["port"]}";
}

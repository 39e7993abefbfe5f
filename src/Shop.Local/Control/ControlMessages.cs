namespace Shop.Local.Control;

/// <summary>What a command asks of the supervisor: one line of JSON.</summary>
internal sealed record ControlRequest(string Command, string? Node = null);

/// <summary>Its answer: one line of JSON.</summary>
/// <param name="EncryptsRedis">To status and up: whether the nodes were started with REDIS_TLS.</param>
internal sealed record ControlReply(bool Ok, string Message, IReadOnlyList<NodeStatus>? Nodes = null, bool EncryptsRedis = false);

/// <param name="Role">master or replica, for a Redis node that has one.</param>
/// <param name="QuickDeaths">How often in a row it died within two seconds of its start.</param>
internal sealed record NodeStatus(
    string Name, string Kind, string? Role, string Address, int? Pid, string State, DateTimeOffset? Since = null, int QuickDeaths = 0);

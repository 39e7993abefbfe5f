namespace Shop.Local.Supervision;

internal enum NodeState
{
    Stopped,
    Running,
    Paused,

    /// <summary>It died within two seconds of its start, again and again; the next try is some seconds away.</summary>
    Failed,
}

namespace Shop.Local.Nodes;

/// <summary>How a node is started. Secrets travel in the environment or in files, never in the command, which everyone can see.</summary>
/// <param name="InheritsEnvironment">Whether the node sees what the user exported; only the API has settings that this may carry.</param>
internal sealed record Launch(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    bool InheritsEnvironment = false)
{
    private static readonly Dictionary<string, string> None = [];

    public Launch(params string[] command)
        : this(command, None)
    {
    }
}

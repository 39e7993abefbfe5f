using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>An API replica, run from a copy of the build: a rebuild must not pull the files from under a running process.</summary>
internal static class ApiNode
{
    private static readonly string[] Secrets = ["REDIS_PASSWORD", "SECRET_KEY", "SHOP_ADMIN_EMAIL", "SHOP_ADMIN_PASSWORD"];

    public static Launch Prepare(StackLayout layout, Node node, Settings settings)
    {
        var program = Path.Combine(ProgramDirectory(layout, node), "Shop.Api.dll");
        if (!File.Exists(program))
        {
            Deploy(layout, node);
        }

        var environment = new Dictionary<string, string>(RedisTls.Prepare(layout, settings), StringComparer.Ordinal)
        {
            ["Kestrel__Endpoints__Api__Url"] = $"http://{node.Address}",
            ["Kestrel__Endpoints__Metrics__Url"] = $"http://{node.SideAddress}",
            ["SHOP_INSTANCE"] = node.Name,
            ["REDIS_SENTINEL"] = layout.Sentinels,
            ["REDIS_MASTER_NAME"] = settings.MasterName,
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["DOTNET_gcServer"] = "0",
            ["MALLOC_ARENA_MAX"] = "2", // glibc gives each thread a heap of its own otherwise: 25 MB more after a few failovers
            ["DOTNET_GCgen0size"] = "400000", // hexadecimal, 4 MiB: the default follows the cache of the processor, and the heap follows it
            ["DOTNET_GCRegionSize"] = "100000", // 1 MiB: the default of 4 MiB keeps more than the heap holds
        };
        foreach (var name in Secrets)
        {
            environment[name] = settings[name];
        }

        foreach (var name in EnvFile.RateLimits)
        {
            if (settings.Find(name) is { } value)
            {
                environment[name] = value;
            }
        }

        return new Launch(["dotnet", program], environment, InheritsEnvironment: true);
    }

    /// <summary>Takes the latest build over; done when a person starts or restarts the replica, not when it comes back after a crash.</summary>
    public static void Deploy(StackLayout layout, Node node)
    {
        var built = Path.Combine(layout.Root, "artifacts/bin/Shop.Api/release");
        if (!Directory.Exists(built))
        {
            throw new Refusal($"The API is not built: there is no {built}. Run ./shop up, which builds it.");
        }

        ProgramCopy.Replace(built, ProgramDirectory(layout, node));
    }

    private static string ProgramDirectory(StackLayout layout, Node node) => Path.Combine(layout.DirectoryOf(node), "program");
}

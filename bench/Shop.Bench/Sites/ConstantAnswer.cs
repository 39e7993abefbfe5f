using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Shop.Local.Drill;
using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Bench.Sites;

/// <summary>Kestrel with one answer and nothing else: what nginx and Kestrel cost when nobody is asked anything. The limit of any API.</summary>
internal static class ConstantAnswer
{
    /// <summary>The word by which the bench's own program becomes this one.</summary>
    public const string Command = "constant";

    /// <param name="body">What it answers.</param>
    public static async Task<Site> OpenAsync(DrillStack shop, string body)
    {
        var file = Path.Combine(shop.Layout.Directory, "constant-answer.json");
        await File.WriteAllTextAsync(file, body);
        return await Site.OpenAsync(shop, "constant", (_, node) => LaunchOf(node, file), "/");
    }

    public static Launch LaunchOf(Node node, string file) => new(
        ["dotnet", Assembly.GetExecutingAssembly().Location, Command, $"http://{node.Address}", file],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0" },
        InheritsEnvironment: true);

    /// <param name="arguments">The address and the file with the body.</param>
    public static async Task ServeAsync(string[] arguments)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(arguments[0]);
        var body = await File.ReadAllBytesAsync(arguments[1]);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var response = context.Response;
            response.ContentType = "application/json";
            response.ContentLength = body.Length;
            response.Headers.CacheControl = "no-cache";
            response.Headers.ETag = "\"1.1\"";
            response.Headers["Consistency-Token"] = Token;
            await response.Body.WriteAsync(body, context.RequestAborted);
        });
        await app.RunAsync();
    }

    private static readonly string Token = new('c', 66);
}

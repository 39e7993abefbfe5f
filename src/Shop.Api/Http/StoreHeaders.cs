using System.Globalization;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>What a success says about the store: how far what it shows reaches, and how a change was written.</summary>
internal static class StoreHeaders
{
    public const string Replayed = "Idempotent-Replayed";

    public static string Durability(Written written) => string.Create(CultureInfo.InvariantCulture, $"replicas={written.Replicas}");

    /// <param name="written">Null for a read: then the call's own reads say how far it reaches.</param>
    public static void Apply(HttpContext context, Written? written)
    {
        var (services, headers) = (context.RequestServices, context.Response.Headers);
        if ((written?.Reached ?? services.GetRequiredService<Consistency>().Seen) is { } reached)
        {
            headers[ConsistencyToken.Header] = services.GetRequiredService<ConsistencyToken>().Write(reached);
        }

        if (written is { } known)
        {
            headers["Durability"] = Durability(known);
        }

        if (written is { Replayed: true })
        {
            headers[Replayed] = "true";
        }
    }
}

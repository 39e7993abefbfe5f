using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Shop.Api.Http;

/// <summary>
/// The JSON of bodies that were made out of something that does not change, for as long as somebody holds that: the store gives the same object
/// for as long as what it stands for is the same.
/// </summary>
internal static class RenderedBodies
{
    private static readonly ConditionalWeakTable<object, byte[]> Rendered = [];

    public static byte[] Of(object source, Func<byte[]> render)
    {
        if (!Rendered.TryGetValue(source, out var json))
        {
            json = render();
            Rendered.AddOrUpdate(source, json);
        }

        return json;
    }

    public static byte[] Render<T>(T body, HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return JsonSerializer.SerializeToUtf8Bytes(body, options.GetTypeInfo(typeof(T)));
    }
}
